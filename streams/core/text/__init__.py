"""From an article as published to its clean sentences, each with its offsets in the original.

model        Document, Sentence, Dateline: what comes out
document     the way from an article to a document
text_blocks  the paragraphs and lines of a page
markup       tags, entities and odd spaces blanked out, character for character
cleaning     which of them are the report, and which are boilerplate
dateline     "BEIJING, May 9 (Xinhua) --"
sentences    sentence boundaries
language     which language a text is written in
"""
