"""Which words may report an event: the triggers and their frames.

rules       what a rule is, and how rules propose candidates in a parse
visits, meetings, commitments, agreements   the rules of each type, with their examples
catalogue   all of them
triage      which sentences are worth a parse
"""
