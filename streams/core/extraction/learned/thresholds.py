"""The thresholds of the extractor: probabilities that were tuned with the weights, and go stale with them.

Who trains anew tunes these anew. Figures are of cross-validation by outlet; docs/experiments.md tells more.
"""

SENTENCE = 0.13
"""Triage drops sentences that are less likely than this to report an event; lower keeps more."""
SENTENCE_OF_SHORT = 0.02
"""The same where there is little to read."""
ARTICLE = 0.3
"""Triage drops articles whole of which no sentence is as likely as this: half of all news.

Both together drop all sentences of 7 % of the events of the 310 reference articles and of 15 % in newspapers, each
article judged by a model that saw neither it nor its outlet; .1 and .22 would drop 6 % and 12 %, but what they let
through, 13 % more sentences, is wrong more often than right.
"""
REPORT = 0.3
"""Candidates below this are not even a further report of an event."""
TRIP = 0.4
"""Visits from this probability on tell where other events of the article are."""
PARTICIPANT = 0.5
"""Whoever is this likely to take part in a report does: more likely than not."""
PARTNER = 0.3
"""From this probability on somebody named with the trigger may be a partner."""
DATIVE = 0.9
"""How likely the bare dative of a promise takes part and receives, at least."""
SAME_EVENT = 0.45
"""Two reports are one event from this probability on: of .4, .45, .5 and .55 the best for who takes part; from .4 down
meetings of one visitor with different people become one."""
PARTY = 0.55
"""A country or organisation that is at least as likely as this takes part: the best of .45, .5, .55 and .6 for who."""
SOMEBODY = 0.2
"""Somebody acts in every event: the likeliest does, if nobody is likely but one as likely as this."""
RECIPIENT = 0.5
"""Who takes part and is this likely to receive is no actor but a recipient."""
HOST = 0.06
"""Who is at home where a visit goes is its host if as likely as this to receive, by all reports: so low a threshold
keeps out visitors whose country was taken for the destination. Of .01 to .15 it is the best; .04 to .08 are as good."""
SURE_PARTICIPANT = 0.7
"""From this probability on a participant counts as sure, in the features of confidence."""
EVENT = 0.45
"""Events below this confidence are not reported: the best F1, for newspapers; of equal thresholds the surer."""
SUREST_EVENT = 0.5
"""An article of which no event is as likely as this tells none: without it a sixth more articles that tell nothing are
given events, for .001 of F1."""
STATUS = 0.4
"""From this probability on an event counts as planned or ongoing: right most often."""
SECTOR = 0.33
"""From this probability on an event is about a sector: near half of F1, which is where F1 is highest."""
LIKELIEST_SECTOR = 0.2
"""Where no sector is likely enough, the likeliest counts from this on, for types that nearly always have one."""
