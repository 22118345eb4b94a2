"""The pure core: values in, values out. No clock, no randomness, no input or output but its own lexicon data.

What comes in      edge (bytes to an article or a reject), printable (text from outside, safe to show)
What a text says   lexicon, values, text, extraction; explanation (how it came to that), evaluation (how good it is)
Types of event     event_traits (what they differ in)
Identity           identity (the ids of articles, mentions and events; the blocks under which mentions meet)
The state          linking (which mentions are one event, and what it is),
                   state (readings of articles, the ledger of blocks, totals and counts)
The proof          proof (what all must be, what is behind a number, an event's life)
What is shown      views

Imports between these point one way, from the end of this list to its beginning:

    printable ◀ event_traits ◀ edge, lexicon ◀ values ◀ text ◀ extraction ◀ identity ◀ linking ◀ state
              ◀ proof, views, explanation, evaluation
"""
