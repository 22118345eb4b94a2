from collections.abc import Callable

import pytest

from streams.core.extraction.syntax.parse import Parse
from streams.core.extraction.triggers.catalogue import RULES
from streams.core.extraction.triggers.rules import Rule, RuleBook

BOOK = RuleBook(RULES)
EXAMPLES = [pytest.param(rule, text, id=f"{rule.name}: {text[:40]}") for rule in RULES for text in rule.examples]
COUNTEREXAMPLES = [
    pytest.param(rule, text, id=f"{rule.name}: {text[:40]}") for rule in RULES for text in rule.counterexamples
]


def types_proposed(text: str, parse: Callable[[str], Parse]) -> set[str]:
    return {c.type.value for c in BOOK.candidates(parse(text), money="million" in text)}


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_proposes_its_examples(rule: Rule, text: str, parse: Callable[[str], Parse]) -> None:
    assert rule.type.value in types_proposed(text, parse)


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES)
def test_ignores_its_counterexamples(rule: Rule, text: str, parse: Callable[[str], Parse]) -> None:
    assert rule.name not in {c.rule for c in BOOK.candidates(parse(text))}


def test_every_rule_has_a_name_of_its_own_and_examples() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert [rule.name for rule in RULES if not rule.examples and not rule.money] == []


def test_a_light_verb_and_its_noun_are_one_candidate(parse: Callable[[str], Parse]) -> None:
    found = [c for c in BOOK.candidates(parse("The two ministers held talks in Vienna.")) if c.type.value == "meeting"]
    assert [c.parse.tokens[c.trigger].text for c in found] == ["talks"]


SUMS = [
    ("They will invest 2 billion euros in the port.", ["invest"]),
    ("Some 40 million euros were pledged by Norway.", ["pledged"]),
    ("The bank granted 30 million dollars and 5 million euros.", ["granted", "euros"]),
    ("It was worth 30 million dollars.", ["dollars"]),
]


@pytest.mark.parametrize(("text", "triggers"), SUMS, ids=[text for text, _ in SUMS])
def test_a_verb_speaks_for_the_sum_that_is_its_object(
    text: str, triggers: list[str], parse: Callable[[str], Parse]
) -> None:
    found = BOOK.candidates(parse(text), money=True)
    assert [c.parse.tokens[c.trigger].text for c in found if c.type.value == "commitment"] == triggers


@pytest.mark.parametrize("word", ["met", "Visited", "pledges", "signing", "talks", "memoranda"])
def test_knows_triggers_in_any_form(word: str) -> None:
    assert BOOK.is_trigger(word)


@pytest.mark.parametrize("word", ["banana", "yellow", "quickly"])
def test_other_words_are_no_triggers(word: str) -> None:
    assert not BOOK.is_trigger(word)
