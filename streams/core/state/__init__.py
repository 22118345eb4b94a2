"""The state: folds of the log that nothing but the log has a part in, exact over repetition and reordering.

readings    an article's newest reading, and the mentions that a new one asserts and retracts
rereading   which readings are of an older extractor
cells       the cells that an event counts in
happenings  the events of a block
entry       the value of the ledger: what is known of a block
versions    which word on a mention holds
block       records folded into an entry, one after another
ledger      mentions folded into entries, and the event states that follow
totals      a ledger partition's tallies, and the three rules that keep them exact
counts      a cell's tallies, added up over partitions
"""
