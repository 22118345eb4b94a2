"""The four agents, one file each: decode, one pure function, settle.

intake    raw records to articles with canonical ids, or to dead letters
read      articles to mentions, asserted and retracted
ledger    mentions to events, and to the tallies of a partition
count     tallies to counts
refusal   when an agent sends a record to the dead letters, and when it stops instead
"""
