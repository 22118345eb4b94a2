"""Sentences of many articles in one batch through the parser. No spaCy object leaves this file."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LENGTH, NORM, PREFIX, SENT_START, SHAPE, SUFFIX, TAG
from spacy.tokens import Doc
from thinc.api import use_ops

from streams.core.extraction.syntax.lemmas import PACKAGE, lemma
from streams.core.extraction.syntax.parse import Parse, Token
from streams.core.extraction.syntax.transitions import transitions
from streams.core.lexicon.roles import GIVING
from streams.core.text.model import Document, Sentence

BATCH = 64
"""Sentences that the parser sees at a time; more are hardly faster and cost memory."""
STEPPED = 32
"""Sentences whose transitions are taken together: 64 would keep 14 MiB more, of 340, for a few microseconds each."""
MAX_CHARS = 1200
"""Longer "sentences" are tables and lists; the parser would only guess at them."""
_STARTS, _CONTINUES = 1, -1
"""What spaCy knows of a token that starts a sentence, and of one that does not."""
_PART_OF_SUM = ("nmod", "compound", "npadvmod")
"""As what the parser takes a name between a verb of giving and a sum."""
_PARSER = "parser"
_COLUMNS = [HEAD, IDX, LENGTH, TAG, DEP]

_LOOKED_AT = (NORM, PREFIX, SUFFIX, SHAPE, IS_SPACE)
"""What the parser looks at in a word. spaCy finds out eighteen things more of each word that it has not seen."""

Picked = tuple[Document, Iterable[int]]
"""A document and the positions of those of its sentences that are to be parsed."""


class Parser:
    """Tagger and dependency parser of spaCy's small English model; `words` are known to be frequent."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        # numpy's OpenBLAS multiplies the parser's matrices up to three times as fast as thinc's own BLIS.
        with use_ops("numpy", use_blis=False):
            self._nlp = spacy.load(PACKAGE, exclude=["lemmatizer", "attribute_ruler", "ner", "senter"])
        getters = self._nlp.vocab.lex_attr_getters
        self._nlp.vocab.lex_attr_getters = {attribute: getters[attribute] for attribute in _LOOKED_AT}
        # What a memory zone learns it forgets: words that most articles use are learnt once, outside of any.
        # One by one: of a text that holds one of the tokenizer's special cases it keeps no more words from there on.
        # Of itself it keeps the first 10,000, and of an article's words it would split half anew.
        known = [form for word in words for form in (word, word.capitalize())]
        self._nlp.tokenizer.max_cache_size += len(known)
        for form in known:
            self._nlp.make_doc(form)

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
        tagged = self._nlp.pipe(docs, batch_size=BATCH, disable=[_PARSER])
        parser = self._nlp.get_pipe(_PARSER)
        while batch := list(islice(tagged, STEPPED)):
            parser.set_annotations(batch, transitions(parser, batch))
            yield from batch

    def _whole(self, text: str) -> Doc:
        """Tokens of a text, told to be one sentence: we have split already, and better."""
        doc = self._nlp.make_doc(text)
        starts = np.full((len(doc), 1), _CONTINUES, dtype=np.int64)
        starts[:1] = _STARTS
        return doc.from_array([SENT_START], starts.view(np.uint64))


def _detached(doc: Doc, sentence: Sentence, index: int) -> Parse:
    """Copy what we need of a spaCy Doc, by column. Whitespace tokens stay, so that indices agree."""
    base, text, strings = sentence.start, sentence.text, doc.vocab.strings  # Doc.text is put together word by word
    columns = doc.to_array(_COLUMNS)  # one call; asking each token for each of them takes several times as long
    heads = (columns[:, 0].astype(np.int64) + np.arange(len(doc))).tolist()  # kept as distances, that may be negative
    children: list[list[int]] = [[] for _ in heads]
    tokens = []
    for i, (head, (_, at, length, tag_id, dep)) in enumerate(zip(heads, columns.tolist(), strict=True)):
        word, tag, start = text[at : at + length], strings[tag_id], base + at
        tokens.append(Token(i, word, start, start + length, tag, lemma(word, tag), strings[dep], head))
        if head != i:
            children[head].append(i)
    for giver, receiver in _given(tokens):
        thing = tokens[receiver].head
        tokens[receiver] = tokens[receiver]._replace(dep="dative", head=giver)
        children[thing].remove(receiver)
        children[giver] = sorted((*children[giver], receiver))
    return Parse(sentence, index, tuple(tokens), tuple(map(tuple, children)))


def _given(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return verbs of giving with the name that the parser took for a part of the sum: "promised Kenya 5 million"."""
    found = []
    for t in tokens:
        if t.dep in _PART_OF_SUM and t.tag == "NNP" and tokens[t.head].dep == "dobj" and t.i + 1 < len(tokens):
            first = t.i
            while first and tokens[first - 1].dep == "compound" and tokens[first - 1].head == t.i:
                first -= 1
            giver = tokens[t.head].head
            if giver == first - 1 and tokens[giver].lemma in GIVING and tokens[t.i + 1].tag in ("CD", "$"):
                found.append((giver, t.i))
    return found
