"""The figures, each counted by hand."""

from dataclasses import replace

import pytest

from schemas.facts import MeetingMode
from streams.core.evaluation.calibration import calibrate
from streams.core.evaluation.matching import match
from streams.core.evaluation.scoring import Rate, score
from tests.core.evaluation.short_articles import DAY, NEXT, event

ARTICLES = [
    match(
        "all right but for one who is missed",
        [
            event("visit", "Ola Berg=NOR", place="GHA", day=DAY, status="happened"),
            event("meeting", "Ola Berg=NOR", "Ama Mensah=GHA", place="GHA", sectors=frozenset({"trade", "health"})),
            event("commitment", "Norway=NOR", amount=5_000_000.0),
        ],
        [],
        [
            event("visit", "Berg=NOR", place="GHA", day=DAY, status="planned"),
            event("meeting", "Berg=NOR", place="GHA", sectors=frozenset({"trade", "energy"})),
        ],
    ),
    match(
        "another day",
        [event("visit", "Kari Dahl=SWE", place="KEN", day=DAY)],
        [event("agreement", "Sweden=SWE", "Kenya=KEN")],
        [
            event("visit", "Dahl=SWE", place="KEN", day=NEXT),
            event("agreement", "Sweden=SWE", "Kenya=KEN"),
            event("agreement", "Peru=PER"),
        ],
    ),
    match("quiet", [], [], []),
    match("quiet, but given an event", [], [], [event("visit", "Lund=DNK")]),
]


def counts(rate: Rate) -> tuple[int, int, int]:
    return rate.right, rate.spurious, rate.missed


def test_the_figures_are_those_counted_by_hand() -> None:
    found = score(ARTICLES)
    assert counts(found.detection) == (3, 2, 1)
    assert counts(found.who) == (2, 3, 2), "the meeting lacks Ghana"
    assert counts(found.strict) == (1, 4, 3), "and a visit has another day"
    assert {kind.value: counts(rate) for kind, rate in found.by_type.items()} == {
        "visit": (2, 1, 0),
        "meeting": (1, 0, 0),
        "commitment": (0, 0, 1),
        "agreement": (0, 1, 0),
    }
    assert counts(found.participants) == (3, 0, 1)
    assert counts(found.sectors) == (1, 1, 1)
    assert {name: (a.right, a.asked) for name, a in found.attributes.items()} == {
        "participant countries": (2, 3),
        "place country": (3, 3),
        "date": (1, 2),
        "status": (0, 1),
    }
    assert (found.articles, found.quiet_articles, found.quiet_articles_with_events) == (4, 2, 1)


def test_the_mode_is_asked_of_meetings_whose_annotation_gives_it() -> None:
    silent = event("meeting", "Norway=NOR")
    told, other = replace(silent, mode=MeetingMode.CALL), replace(silent, mode=MeetingMode.IN_PERSON)
    made = score([match("a", [told], [], [told]), match("b", [told], [], [other]), match("c", [silent], [], [told])])
    assert (made.attributes["mode"].right, made.attributes["mode"].asked) == (1, 2)


@pytest.mark.parametrize(
    ("annotated", "found", "right"),
    [
        pytest.param(["Berg=NOR", "> Boadu=GHA"], ["Berg=NOR", "> Boadu=GHA"], (2, 2), id="both"),
        pytest.param(["Berg=NOR", "> Boadu=GHA"], ["Berg=NOR", "Boadu=GHA"], (1, 2), id="the host as a visitor"),
        pytest.param(["Berg=NOR", "> Boadu=GHA"], ["Boadu=GHA", "> Berg=NOR"], (0, 2), id="the wrong way round"),
        pytest.param(["Berg=NOR", "> Boadu|Ghana=GHA"], ["Berg=NOR", "> Ghana=GHA"], (2, 2), id="by another name"),
        pytest.param(["Berg=NOR", "> Boadu=GHA"], ["Berg=NOR", "> Dahl=SWE"], (1, 1), id="of those found alone"),
        pytest.param(["Berg=NOR", "Boadu=GHA"], ["Berg=NOR", "> Boadu=GHA"], None, id="nobody is said to receive"),
    ],
)
def test_the_side_is_asked_of_those_found_where_somebody_receives(
    annotated: list[str], found: list[str], right: tuple[int, int] | None
) -> None:
    made = score([match("a", [event("visit", *annotated)], [], [event("visit", *found)])]).attributes.get("side")
    assert (made and (made.right, made.asked)) == right


def test_the_figures_as_an_object() -> None:
    made = score(ARTICLES).as_object()
    assert (made["gold"], made["predicted"]) == (4, 5)
    assert made["detection"] == {"precision": 0.6, "recall": 0.75, "f1": pytest.approx(2 / 3)}
    assert made["by_type"]["visit"] == {"precision": pytest.approx(2 / 3), "recall": 1.0, "f1": 0.8, "gold": 2}
    assert made["attributes"]["date"] == {"accuracy": 0.5, "n": 2}
    assert (made["negative_articles"], made["negative_articles_with_events"]) == (2, 1)


def test_nothing_is_no_division_by_zero() -> None:
    made = score([]).as_object()
    assert made["detection"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert calibrate([]).expected_error == 0.0


def test_calibration_compares_confidence_with_how_often_it_is_right() -> None:
    gold = [event("visit", name) for name in ("Berg", "Dahl", "Lund", "Roe")]
    found = [
        event("visit", "Berg", confidence=0.92),
        event("visit", "Dahl", confidence=0.98),
        event("visit", "Lund", confidence=1.0),
        event("visit", "Holm", confidence=0.94),
        event("visit", "Nygaard", confidence=0.5),
        event("visit", "Strand", confidence=0.1),
    ]
    table = calibrate([match("a", gold, [event("visit", "Strand")], found)])
    assert [(b.low, b.high, b.events) for b in table.bins] == [(0.5, 0.6, 1), (0.9, 1.0, 4)]
    assert [(b.confidence, b.right) for b in table.bins] == [(0.5, 0.0), (pytest.approx(0.96), 0.75)]
    assert table.expected_error == pytest.approx((1 * 0.5 + 4 * 0.21) / 5)
    squares = [0.08**2, 0.02**2, 0, 0.94**2, 0.5**2]
    assert table.brier == pytest.approx(sum(squares) / 5)
