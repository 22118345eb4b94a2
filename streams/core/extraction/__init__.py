"""Articles in, events with their evidence out.

The rooms stand in the order of the pipeline; imports point the other way.

syntax       dependency parses of the sentences that triage picked; the only room that knows spaCy
learned      the models and networks, their weights, and the thresholds that were fitted with them
actors       who is named in a sentence, and for which country or organisation they act
triggers     the rules: which words may report an event; triage: which sentences are worth a parse
sentences    does this trigger report an event: what a parsed sentence and its article say of it
arguments    who takes part in what a trigger reports
merging      which reports of an article are one event, whose it is, how sure it is
attributes   its day, place, sum, sectors, status and mode
events       the table of contents: all of the above in their order, one line for each attribute
trace        an article's extraction with all the values on the way to it
extractor    the loaded extractor
model        what it returns

A decision about who takes part is made by `arguments.participants` (each actor, each report), then `merging.parties`
(countries and organisations of an event), `merging.assignment` (who of them acts) and `merging.sides` (who receives).
"""
