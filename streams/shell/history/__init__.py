"""What the log says, and what is done by it.

recorded     records as models
verify       topics and tables compared with the oracle
provenance   what is behind a number, and an event's life
rereading    articles whose reading is of an older extractor, sent again
rebuilding   a new version beside the old one
current      which version readers follow
switching    whether readers may be switched to a version
replaying    dead letters, sent again
archive      the article log in files by day
"""
