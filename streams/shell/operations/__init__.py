"""For whoever runs Communiqué.

checkup   what is needed and whether it is there
losses    what was deleted before it was read, and how to go on
monitor   looks at the stream from outside, and at its counts
"""
