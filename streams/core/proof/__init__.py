"""What must be, folded anew from the log alone: by it the stream's own state is proved or refuted.

oracle       what events and counts must be, and where they are not
proving      what is behind a number: its events, their mentions and quotes
life         the states of one event and what led to each
comparison   the counts of two versions of the application
"""
