from collections.abc import Callable

import pytest

from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse


def at(parse: Parse, word: str) -> int:
    return next(t.i for t in parse.tokens if t.text == word)


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("The envoy met the king.", "met", "envoy"),
        ("The envoy arrived and met the king.", "met", "envoy"),
        ("The envoy, who met the king, left.", "met", "envoy"),
        ("The envoy hopes to meet the king.", "meet", "envoy"),
        ("The pact was signed by the envoy.", "signed", "pact"),
    ],
)
def test_subject(text: str, verb: str, subject: str, parse: Callable[[str], Parse]) -> None:
    parsed = parse(text)
    assert parsed.tokens[clauses.subject_of(parsed, at(parsed, verb))].text == subject


def test_a_noun_finds_the_verb_that_it_hangs_from(parse: Callable[[str], Parse]) -> None:
    parsed = parse("The minister said so during talks with the premier.")
    verb, dependency_path = clauses.predicate_of(parsed, at(parsed, "talks"))
    assert (parsed.tokens[verb].text, dependency_path) == ("said", "pobj>prep:during")


def test_path_names_prepositions(parse: Callable[[str], Parse]) -> None:
    parsed = parse("She met with the premier.")
    assert clauses.path(parsed, at(parsed, "met"), at(parsed, "premier")) == ([], ["prep:with", "pobj"])
