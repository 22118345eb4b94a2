"""Articles in files, and what is done with them.

adapters     formats of files: to an article or a reject
publishing   files to the topic of articles
extracting   articles to events, without a stream
gold         annotated articles
"""
