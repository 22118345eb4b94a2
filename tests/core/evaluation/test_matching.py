import pytest

from streams.core.evaluation.confusion import as_object, confuse
from streams.core.evaluation.matching import match, pair, similarity_features
from streams.core.evaluation.names import same_name
from tests.core.evaluation.short_articles import DAY, event


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ola Berg", "Berg", True),
        ("Foreign Minister Ola Berg", "Ola Berg", True),
        ("José Núñez", "Jose Nunez", True),
        ("Berg", "Ola Berg Hansen", True),
        ("Ola Berg", "Kari Berg", True),
        ("Ola Berg", "Ola Dahl", False),
        ("Wang Yi", "Li Yi", False),
        ("the President", "the President", False),
        ("World Bank", "World Bank Group", True),
        ("", "Berg", False),
    ],
)
def test_names_of_one_participant(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("gold", "found", "alike"),
    [
        pytest.param(event("visit", "Ola Berg"), event("visit", "Berg"), 1 + 0.3 + 0.3, id="the name alone"),
        pytest.param(event("visit", "Berg"), event("meeting", "Berg"), 0, id="another type"),
        pytest.param(event("visit", "Ola Berg=NOR"), event("visit", "the envoy=NOR"), 1 + 0.6, id="the country alone"),
        pytest.param(
            event("meeting", "A=NOR", "B=GHA", "C=KEN"), event("meeting", "X=NOR"), 0, id="one country of three"
        ),
        pytest.param(event("visit", "Kofi Mensah|Mensah|the envoy"), event("visit", "the envoy"), 1.6, id="an alias"),
        pytest.param(
            event("visit", "Berg=NOR", place="GHA", day=DAY, sectors=frozenset({"trade", "health"})),
            event("visit", "Berg=NOR", place="GHA", day=DAY, sectors=frozenset({"trade"})),
            1 + 1 + 0.3 + 0.3 + 0.15,
            id="half of the sectors",
        ),
        pytest.param(event("visit"), event("visit"), 0, id="nobody and nobody"),
    ],
)
def test_likeness(gold, found, alike) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    assert similarity_features(gold, found) == pytest.approx(alike)


def test_each_event_is_matched_once_the_most_alike_first() -> None:
    gold = [event("visit", "Berg=NOR"), event("visit", "Berg=NOR", place="GHA", day=DAY)]
    found = [event("visit", "Berg=NOR", place="GHA", day=DAY), event("visit", "Berg=NOR", place="KEN")]
    assert dict(pair(gold, found)) == {1: 0, 0: 1}
    assert pair(gold, found[:1]) == [(1, 0)]


def test_of_equals_the_later_ones_are_matched_first() -> None:
    twin = event("visit", "Berg=NOR")
    assert pair([twin, twin], [twin]) == [(1, 0)]
    assert pair([twin], [twin, twin]) == [(0, 1)]


def test_what_is_only_background_is_neither_right_nor_wrong() -> None:
    found = [event("visit", "Berg=NOR"), event("visit", "Dahl=SWE"), event("visit", "Lund=DNK")]
    no_misses: list[int] = []
    matched = match("a", found[:1], found[1:2], found)
    assert (matched.pairs, matched.ignored, matched.spurious, matched.missed) == (
        ((0, 0),),
        frozenset({1}),
        [2],
        no_misses,
    )


def test_an_event_found_as_another_type_is_confused_not_missed() -> None:
    matched = match(
        "a",
        [event("visit", "Berg=NOR"), event("commitment", "Dahl=SWE", span=(50, 60)), event("agreement", "Lund=DNK")],
        [],
        [
            event("visit", "Berg=NOR"),
            event("meeting", "Dahl=SWE", span=(0, 40)),
            event("agreement", "Dahl=SWE", span=(40, 90)),
            event("visit", "Roe=IRL"),
        ],
    )
    table = as_object(confuse([matched]))
    assert {(gold, found): n for gold, row in table.items() for found, n in row.items() if n} == {
        ("visit", "visit"): 1,
        ("commitment", "agreement"): 1,
        ("agreement", "none"): 1,
        ("none", "meeting"): 1,
        ("none", "visit"): 1,
    }
