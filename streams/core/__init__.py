"""The pure core: values in, values out. No clock, no randomness, no input or output but its own lexicon data.

What comes in      edge (bytes to an article or a reject), refusals (when too much is refused), printable (safe to show)
What a text says   text, lexicon, extraction; explanation (how it came to that), evaluation (how good it is)
Names              identity, naming, urls; blocks (where the mentions of one event meet)
The state          readings of articles, rereading (which of them are old);
                   entry and ledger of a block; linking (which mentions are one event) by likeness of reports,
                   consensus (what the event is); cells, totals of a partition, counts
The proof          oracle (what all must be), proof (what is behind a number), life of an event,
                   comparison of two versions' counts
What is shown      views
"""
