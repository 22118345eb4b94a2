"""What speaks for and against a candidate: the features by which the models judge whether it reports an event."""

from collections.abc import Iterator
from itertools import chain

from streams.core.extraction.learned.linear import Features, bucket
from streams.core.extraction.sentences import modality
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse
from streams.core.extraction.triggers.rules import Candidate


def candidate_features(candidate: Candidate, sent: AnalysedSentence, analysed: AnalysedArticle) -> Features:
    """Return the features of a candidate: its words and grammar, its article. Its sentence's are the sentence's."""
    names = chain(
        _trigger(candidate),
        _verb_phrase(candidate.parse, candidate.predicate),
        _arguments(candidate, sent),
        _article(candidate, sent, analysed),
    )
    return dict.fromkeys(names, 1.0)


def _trigger(c: Candidate) -> Iterator[str]:
    parse, token = c.parse, c.parse.tokens[c.trigger]
    yield f"rule={c.rule}"
    yield f"lemma={token.lemma.lower()}"
    yield f"tag={token.tag}"
    yield f"route={c.dependency_path}"
    yield f"verb={clauses.lemma_at(parse, c.predicate)}"
    yield f"lemma={token.lemma.lower()}&verb={clauses.lemma_at(parse, c.predicate)}"
    for child in parse.children[c.trigger]:
        t = parse.tokens[child]
        if t.dep in ("det", "amod", "nummod", "compound", "poss", "prep", "prt", "advmod", "neg"):
            word = "poss" if t.dep == "poss" else t.lemma.lower()
            yield f"{t.dep}:{word}"
            yield f"lemma={token.lemma.lower()}&{t.dep}:{word}"
    yield f"destination={c.destination is not None}"
    yield from modality.assertions(parse, c.trigger, c.predicate)


def _verb_phrase(parse: Parse, verb: int) -> Iterator[str]:
    if verb < 0:
        yield "no verb"
        return
    helpers = clauses.auxiliaries(parse, verb)
    yield f"tense={parse.tokens[verb].tag}:{'+'.join(helpers)}"
    yield from (f"aux={h}" for h in helpers)
    for child in parse.children[verb]:
        t = parse.tokens[child]
        if t.dep in ("mark", "advmod", "prt", "prep", "agent", "npadvmod"):
            yield f"verb {t.dep}:{t.lemma.lower()}"
        elif t.dep in ("xcomp", "ccomp", "advcl"):
            yield f"verb {t.dep}"
    above = clauses.governors(parse, verb)[:2]
    yield f"clause={parse.tokens[verb].dep}"
    for depth, (governor, dep) in enumerate(above):
        t = parse.tokens[governor]
        yield f"above{depth}={t.lemma}:{dep}"
        yield from (f"above{depth} aux={h}" for h in clauses.auxiliaries(parse, governor))


def _arguments(c: Candidate, sent: AnalysedSentence) -> Iterator[str]:
    yield from (f"subject {x}" for x in _filler(sent, c.subject))
    if c.predicate >= 0:
        for o in clauses.objects_of(c.parse, c.predicate):
            if o != c.trigger:
                yield from (f"object {x}" for x in _filler(sent, o))
    for root in {c.trigger, c.predicate} - {-1}:
        for prep in clauses.children(c.parse, root, "prep", "agent", "dative"):
            for noun in clauses.children(c.parse, prep, "pobj"):
                yield from (f"{c.parse.tokens[prep].lemma} {x}" for x in _filler(sent, noun))


def _filler(sent: AnalysedSentence, i: int) -> Iterator[str]:
    """Return what fills a place in the frame: an actor of some kind, or a plain word."""
    if i < 0:
        yield "nobody"
        return
    mention = sent.actor_at(i)
    token = sent.parse.tokens[i]
    if mention is None:
        yield f"word={token.lemma.lower()}"
        yield "no actor"
        return
    actor = mention.actors[0]
    yield f"kind={actor.kind.value}"
    yield "with country" if actor.country else "without country"
    yield f"how={mention.how.value}"
    if len(mention.actors) > 1:
        yield "several"


def _article(c: Candidate, sent: AnalysedSentence, analysed: AnalysedArticle) -> Iterator[str]:
    yield f"quoted={sent.quoted(c.trigger)}"
    place = sent.parse.index
    yield f"position={bucket(place, 1, 2, 4, 8, 16, 30)}"
    yield f"depth={int(5 * place / max(1, len(analysed.document.sentences)))}"
    lemma = c.parse.tokens[c.trigger].lemma.lower()
    if any(word.startswith(lemma[:5]) for word in analysed.title_words):
        yield "in title"
    yield f"article countries={bucket(len(analysed.country_mentions), 1, 2, 3, 5, 8)}"
