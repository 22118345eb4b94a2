"""Which mentions of a block tell of the same event, and what the event is. Each a function of their set.

likeness    what two contents have in common, and whether they contradict one another
reports     what the ledger keeps of a live mention
grouping    the reports, grouped into events
consensus   an event's facts and status, by its reports
"""
