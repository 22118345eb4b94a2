"""The parser's transitions step by step end where spaCy's own loop ends."""

import spacy
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc

from streams.core.extraction.syntax.lemmas import PACKAGE
from streams.core.extraction.syntax.transitions import FEWEST, transitions

PLACES = ("Accra", "Lima", "Oslo", "Riga", "Suva", "Quito", "Dakar", "Hanoi")
TEXTS = [
    text
    for place in PLACES
    for text in (
        f"In {place} on Monday, the two ministers signed the agreement that their presidents had announced in May.",
        f"“We will build the road to {place},” said the governor, who had come with forty engineers.",
        "Talks failed.",
        "",
    )
]


def arcs(parser: DependencyParser, docs: list[Doc], *, hooked: bool) -> list[list[tuple[int, str]]]:
    parser.set_annotations(docs, transitions(parser, docs, hooked=hooked))
    return [[(token.head.i, token.dep_) for token in doc] for doc in docs]


def test_steps_for_all_sentences_end_where_those_of_each_do() -> None:
    language = spacy.load(PACKAGE, exclude=["ner", "lemmatizer"])
    parser = language.get_pipe("parser")
    assert len(TEXTS) > FEWEST
    read = [list(language.pipe(TEXTS, disable=["parser"])) for _ in range(3)]
    whole = arcs(parser, read[0], hooked=False)
    assert arcs(parser, read[1], hooked=True) == whole
    assert arcs(parser, read[2][: FEWEST - 1], hooked=True) == whole[: FEWEST - 1]
    assert {label for sentence in whole for _, label in sentence} >= {"ROOT", "nsubj", "dobj", "relcl"}
