from collections.abc import Callable

import pytest

from streams.core.extraction.model import Finding
from streams.core.extraction.sentences.modality import assertions
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The king visited Oslo.", "visited", "assertion=plain"),
        ("The king will visit Oslo.", "visit", "future"),
        ("The king did not visit Oslo.", "visit", "no"),
        ("The king may visit Oslo.", "visit", "hypothetical"),
        ("The king hopes to visit Oslo.", "visit", "wish"),
        ("The king plans to visit Oslo.", "visit", "plan"),
        ("Norway urged the king to visit Oslo.", "visit", "request"),
        ("The palace denied a visit to Oslo.", "visit", "deny"),
        ("If the king visits Oslo, crowds will come.", "visits", "condition"),
    ],
)
def test_assertions(text: str, word: str, expected: str, parse: Callable[[str], Parse]) -> None:
    parsed = parse(text)
    trigger = next(t.i for t in parsed.tokens if t.text == word)
    predicate = trigger if clauses.is_verb(parsed, trigger) else clauses.predicate_of(parsed, trigger)[0]
    assert expected in set(assertions(parsed, trigger, predicate))


SHADES = [
    pytest.param("The king visited Oslo.", "visited", {"assertion=plain"}, id="plain"),
    pytest.param("The king did not visit Oslo.", "visit", {"no", "assertion=no"}, id="no"),
    pytest.param("No visit was good.", "visit", {"no", "assertion=no"}, id="no noun"),
    pytest.param("The king left without a visit.", "visit", {"no", "assertion=no"}, id="without"),
    pytest.param("The king will visit Oslo.", "visit", {"future", "assertion=future"}, id="will"),
    pytest.param("The king should visit Oslo.", "visit", {"hypothetical", "assertion=hypothetical"}, id="should"),
    pytest.param("Once the king visits, all is good.", "visits", {"condition", "assertion=condition"}, id="once"),
    pytest.param("The king was to visit Oslo.", "visit", {"infinitive", "assertion=plain"}, id="was to"),
    pytest.param("Did the king visit Oslo?", "visit", {"question", "assertion=plain"}, id="question"),
    pytest.param("A planned visit was good.", "visit", {"own plan", "assertion=plain"}, id="planned"),
    pytest.param(
        "The king is ready to visit.", "visit", {"offer", "offer:xcomp", "infinitive", "assertion=offer"}, id="ready"
    ),
    pytest.param("The king planned a visit.", "visit", {"plan", "plan:dobj", "assertion=plan"}, id="planned a visit"),
    pytest.param(
        "No visit was planned.", "visit", {"no", "plan", "plan:nsubjpass", "assertion=no+plan"}, id="two at once"
    ),
    pytest.param(
        "The king must say that he visited Oslo.",
        "visited",
        {"hypothetical above", "report", "report:ccomp", "assertion=plain"},
        id="must say",
    ),
    pytest.param(
        "The king will announce a visit.",
        "visit",
        {"future", "future above", "report", "report:dobj", "assertion=future"},
        id="will announce",
    ),
    pytest.param(
        "The king will not say that he visited Oslo.",
        "visited",
        {"no above", "future above", "report", "report:ccomp", "assertion=plain"},
        id="will not say",
    ),
    pytest.param(
        "The proposed visit will not open.",
        "visit",
        {"no", "future", "own offer", "begin", "begin:nsubj", "assertion=future+no"},
        id="what is said of its verb is not said above it",
    ),
    pytest.param("The visit that the king may open was good.", "visit", {"assertion=plain"}, id="in a clause below"),
    pytest.param(
        "They said they recalled he knew she hoped to urge him to try to want to ask to plan to visit Oslo.",
        "visit",
        {
            "infinitive", "plan", "plan:xcomp", "request", "request:xcomp", "wish", "wish:xcomp", "praise",
            "praise:ccomp", "assertion=plan+request+wish",
        },
        id="eight words up and no further",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "expected"), SHADES)
def test_all_that_keeps_a_word_from_being_asserted(
    text: str, word: str, expected: set[str], parse: Callable[[str], Parse]
) -> None:
    parsed = parse(text)
    trigger = next(t.i for t in parsed.tokens if t.text == word)
    predicate = trigger if clauses.is_verb(parsed, trigger) else clauses.predicate_of(parsed, trigger)[0]
    assert set(assertions(parsed, trigger, predicate)) == expected


def test_without_a_verb_a_noun_is_looked_at_alone(parse: Callable[[str], Parse]) -> None:
    assert set(assertions(parse("No talks?"), 1, -1)) == {"no", "question", "assertion=no"}


NONE = [
    "No meeting between Greek Prime Minister Stavros Lambra and Turkish President Kemal Ozturk was planned, he said.",
    "There have been no talks between Chad and Niger since May.",
    "No agreement between Chad and Niger was signed in Niamey on Monday.",
    "Norway made no pledge of aid to Malawi on Monday.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_there_is_none_of_is_no_event(text: str, find: Callable[..., tuple[Finding, ...]]) -> None:
    assert find(text) == ()


def test_what_else_the_sentence_tells_stays(find: Callable[..., tuple[Finding, ...]]) -> None:
    text = "No agreement was signed when Chilean President Ignacio Fuenza met Peruvian President Rosa Quispe in Lima."
    assert [f.type.value for f in find(text)] == ["meeting"]
