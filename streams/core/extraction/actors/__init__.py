"""Named entity recognition and coreference for actors: who is named, and for which country or organisation they act.

Document ─ tag every line ▶ titles ─ PeopleIndex ▶ people ─ CountryEvidence ▶ countries ─ EntityRegistry ▶ actors
         ─ align ▶ ActorMention

Shallow parsing, before any dependency parse:
words         the tokenizer, for titles and names
alphabet      the tag set: one letter for each class of word or phrase ("C" a country, "R" a role, "N" a name)
tagging       the tagger: looks up the phrases of a line in the lexicon; the line becomes a string of tags
titles        the chunk grammar: regular expressions over that string find titles and the names beside them
runs          names without a title: is it a person, a company, a body
homonyms      disambiguation: Georgia the state of the US, or the country

Entities of a document:
people        its people, each with every title and country that the text gives them
names         the name by which a country or organisation is called
carrying      titles without a country: inherited from a list, a delegation, the place of a meeting
countries     the country or organisation that each actor acts for, by all the evidence
registry      the actors, one value for each

Mentions in parsed sentences:
alignment     character offsets to the tokens of a parse
acting        metonymy: is "Beijing" a government here, or a place
speech        the speaker of a quotation or a release: whom "I" and "we" refer to
antecedents   coreference: "he", "she", "the two leaders", "both sides"
mentions      a mention, and how it was resolved
finder        all of the above: every actor mention of a document's parsed sentences
overlay       a user's own actors (`actors.yaml`), added to the lexicon
"""

from streams.core.extraction.actors.finder import ActorFinder
from streams.core.extraction.actors.overlay import KnownActor, OverlayError, read_overlay

__all__ = ["ActorFinder", "KnownActor", "OverlayError", "read_overlay"]
