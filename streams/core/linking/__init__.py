"""Which mentions of a block tell of the same event, and what the event is. Each a function of their set.

likeness     what two contents have in common, and whether they contradict one another
reports      what the ledger keeps of a live mention
affinity     how much speaks for a report to be of an event
strands      copies of one sentence, brought together
claims       what a report claims, in keys that those which agree with it share
candidates   an index by those keys and by days, so that not all are compared with all
clusters     an event in the making
agenda       the strands that are to be taken again after a change
linker       the events, kept up: as a report comes or goes, only what it can have changed is linked again
grouping     the reports, grouped into events: the rules
occurrences  the most common of values, kept up as they come and go
statuses     an event's status, by its reports
consensus    an event's facts, by its reports
"""
