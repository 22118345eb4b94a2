"""Communiqué: articles in, events out, exact counts.

core       the rules, as pure functions
shell      Kafka, processes, files, the command line and the web page
settings   every environment variable
app        the composition root: makes the Faust application of its parts
__main__   entry point of the command line
"""
