"""For whoever runs Communiqué.

checkup   what is needed and whether it is there
monitor   looks at the stream from outside, and at its counts
"""
