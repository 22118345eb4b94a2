from collections.abc import Callable

import pytest

from streams.core.extraction.extractor import RULES
from streams.core.extraction.model import Parse
from streams.core.extraction.rules import Rule, RuleBook

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


@pytest.mark.parametrize("word", ["met", "Visited", "pledges", "signing", "talks", "memoranda"])
def test_knows_triggers_in_any_form(word: str) -> None:
    assert BOOK.is_trigger(word)


@pytest.mark.parametrize("word", ["banana", "yellow", "quickly"])
def test_other_words_are_no_triggers(word: str) -> None:
    assert not BOOK.is_trigger(word)
