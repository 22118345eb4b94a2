"""Who takes part in an event, who of a country speaks for it, and who receives: each bound by a case on either side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import pytest

from schemas.article import Article
from schemas.facts import Actor, ActorKind, EventType
from streams.core.extraction.arguments.participants import Participation
from streams.core.extraction.arguments.reach import Seen
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.learned.linear import Features, LinearModel
from streams.core.extraction.merging.assignment import assign_participants
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from tests.core.events.reading import read_whole

TEXT = (
    "Kenya and Uganda held talks in Arusha on Monday.\n\nNorway pledged $40 million in aid to Sudan.\n\n"
    "Ghana and Togo signed an agreement on roads."
)
PEOPLE = {
    "Kenya": Actor(name="Kenya", kind=ActorKind.GOVERNMENT, country="KEN"),
    "Kipro": Actor(name="Kipro", kind=ActorKind.PERSON, country="KEN"),
    "Wanja": Actor(name="Wanja", kind=ActorKind.PERSON, country="KEN"),
    "Uganda": Actor(name="Uganda", kind=ActorKind.GOVERNMENT, country="UGA"),
    "Bwana": Actor(name="Bwana", kind=ActorKind.PERSON, country="UGA"),
    "Kampala Ltd": Actor(name="Kampala Ltd", kind=ActorKind.COMPANY, country="UGA"),
    "official": Actor(name="Kenyan official", kind=ActorKind.PERSON, country="KEN", role="official"),
    "officer": Actor(name="Otieno", kind=ActorKind.PERSON, country="KEN", role="official"),
    "envoy": Actor(name="Kenyan envoy", kind=ActorKind.PERSON, country="KEN", role="envoy"),
    "Berg": Actor(name="Berg", kind=ActorKind.PERSON),
    "Lund": Actor(name="Lund", kind=ActorKind.PERSON),
}
Sides = tuple[set[str], set[str]]
Part = tuple[str, float] | tuple[str, float, float]
"""Who, how likely it takes part, and how likely it then receives."""


class Says:
    """A model that says how likely each party takes part, in the order in which they are named."""

    def __init__(self, said: Sequence[float]) -> None:
        self.said = said

    def probabilities(self, rows: Sequence[Features]) -> list[float]:
        assert len(rows) == len(self.said)
        return list(self.said)


@pytest.fixture(scope="module")
def analysed(extractor: Extractor) -> AnalysedArticle:
    return read_whole(Article(text=TEXT), extractor)


@pytest.fixture(scope="module")
def told(extractor: Extractor) -> Mapping[EventType, Report]:
    """Return a report of each type, by whomever."""
    (trace,) = extractor.trace([Article(text=TEXT)])
    assert trace.inference is not None
    found = [decision.reports[0] for decision in trace.inference.decisions]
    return {report.type: report for report in found}


class Case:
    """An event of reports that name people; the parties' probabilities are said."""

    def __init__(self, told: Mapping[EventType, Report], analysed: AnalysedArticle) -> None:
        self.told, self.analysed = told, analysed

    def sides(self, kind: EventType, parties: Sequence[float], *reports: Sequence[Part]) -> Sides:
        group = tuple(replace(self.told[kind], parts=tuple(map(_part, parts))) for parts in reports)
        scorer = cast("LinearModel", Says(parties))
        ((_, people),) = assign_participants([group], self.analysed, scorer)
        return {actor.name for actor in people.actors}, {actor.name for actor in people.recipients}


@pytest.fixture(scope="module")
def case(told: Mapping[EventType, Report], analysed: AnalysedArticle) -> Case:
    return Case(told, analysed)


def _part(said: Part) -> Participation:
    name, probability, recipient = (*said, 0.0)[:3]
    actor = PEOPLE[name]
    return Participation(actor, probability, recipient, Seen(actor, None, None, 0))


WHO = [
    pytest.param([0.55, 0.54], [[("Kenya", 0.9), ("Uganda", 0.9)]], {"Kenya"}, id="a likely party takes part"),
    pytest.param([0.9, 0.8], [[("Kenya", 0.3), ("Uganda", 0.1)]], {"Kenya", "Uganda"}, id="whoever speaks for it"),
    pytest.param([0.9], [[("Kipro", 0.5), ("Wanja", 0.49)]], {"Kipro"}, id="who is likely speaks for a party"),
    pytest.param([0.9], [[("Kipro", 0.5), ("Wanja", 0.9)]], {"Kipro", "Wanja"}, id="and whoever else is"),
    pytest.param(
        [0.9], [[("Kipro", 0.2), ("Wanja", 0.3)], [("Wanja", 0.4), ("Kipro", 0.5)]], {"Kipro"}, id="by any report"
    ),
    pytest.param(
        [0.9], [[("Kipro", 0.6), ("Wanja", 0.3)], [("Wanja", 0.9)]], {"Kipro"}, id="by the surest report if it says"
    ),
    pytest.param([0.9], [[("Kipro", 0.2), ("Wanja", 0.3)]], {"Wanja"}, id="else the likeliest does"),
    pytest.param([0.1], [[("Kenya", 0.9), ("Berg", 0.5)]], {"Berg"}, id="who is of no country by itself"),
    pytest.param([0.9], [[("Kenya", 0.9), ("Berg", 0.49)]], {"Kenya"}, id="if it is likely"),
    pytest.param([0.9], [[("Kenya", 0.9)], [("Berg", 0.9)]], {"Kenya"}, id="and the surest report says so"),
    pytest.param([0.2, 0.19], [[("Kenya", 0.9), ("Uganda", 0.9)]], {"Kenya"}, id="nobody is likely: the likeliest"),
    pytest.param([0.19, 0.2], [[("Kenya", 0.9), ("Uganda", 0.9)]], {"Uganda"}, id="the likeliest party, not report"),
    pytest.param([0.19], [[("Kenya", 0.2), ("Berg", 0.1)]], {"Kenya"}, id="no party could: the likeliest actor"),
    pytest.param([0.1], [[("Kenya", 0.1), ("Berg", 0.2)]], {"Berg"}, id="the likeliest actor is of no country"),
    pytest.param([0.19], [[("Kenya", 0.19)]], set(), id="nobody could"),
]


@pytest.mark.parametrize(("parties", "reports", "expected"), WHO)
def test_who_takes_part(parties: list[float], reports: list[list[Part]], expected: set[str], case: Case) -> None:
    assert case.sides(EventType.MEETING, parties, *reports) == (expected, set())


OFFICIAL = "Kenyan official"
SPEAK = [
    pytest.param([("Kenya", 0.9), ("Kipro", 0.9)], {"Kipro"}, id="a person for its state"),
    pytest.param([("Kipro", 0.9), ("official", 0.9)], {"Kipro"}, id="by name for an official"),
    pytest.param([("Kenya", 0.9), ("official", 0.9)], {"Kenya", OFFICIAL}, id="an official does not for the state"),
    pytest.param([("Kipro", 0.9), ("officer", 0.9)], {"Kipro", "Otieno"}, id="an official with a name is a person"),
    pytest.param([("Kipro", 0.9), ("envoy", 0.9)], {"Kipro", "Kenyan envoy"}, id="an envoy is more than an official"),
    pytest.param([("Kenya", 0.9), ("officer", 0.9)], {"Otieno"}, id="and speaks for the state"),
]


@pytest.mark.parametrize(("parts", "expected"), SPEAK)
def test_a_person_speaks_for_the_state(parts: list[Part], expected: set[str], case: Case) -> None:
    assert case.sides(EventType.MEETING, [0.9], parts) == (expected, set())


def test_another_country_and_a_company_speak_for_themselves(case: Case) -> None:
    parts = [("Kipro", 0.9), ("Uganda", 0.9), ("Kampala Ltd", 0.9)]
    assert case.sides(EventType.MEETING, [0.9, 0.9], parts) == ({"Kipro", "Uganda", "Kampala Ltd"}, set())


def test_whoever_signs_an_agreement_the_state_is_a_party(case: Case) -> None:
    parts = [("Kenya", 0.9), ("Kipro", 0.9), ("Uganda", 0.9)]
    assert case.sides(EventType.AGREEMENT, [0.9, 0.9], parts) == ({"Kenya", "Kipro", "Uganda"}, set())


RECEIVE = [
    pytest.param([("Kenya", 0.9, 0.1), ("Uganda", 0.9, 0.5)], {"Kenya"}, {"Uganda"}, id="as likely as not"),
    pytest.param([("Kenya", 0.9, 0.1), ("Uganda", 0.9, 0.49)], {"Kenya", "Uganda"}, set(), id="less likely"),
    pytest.param([("Kenya", 0.9, 0.6), ("Uganda", 0.9, 0.8)], {"Kenya", "Uganda"}, set(), id="all cannot"),
    pytest.param(
        [("Kenya", 0.9, 0.1), ("Kipro", 0.9, 0.5), ("Uganda", 0.9, 0.1)],
        {"Kenya", "Uganda"},
        {"Kipro"},
        id="who receives does not speak for the state that gives",
    ),
    pytest.param(
        [("Kenya", 0.9, 0.5), ("Kipro", 0.9, 0.1), ("Uganda", 0.9, 0.1)],
        {"Kipro", "Uganda"},
        {"Kenya"},
        id="who gives does not speak for the state that receives",
    ),
]


@pytest.mark.parametrize(("parts", "actors", "recipients"), RECEIVE)
def test_who_receives(parts: list[Part], actors: set[str], recipients: set[str], case: Case) -> None:
    parties = [0.9] * len({PEOPLE[name].country for name, *_ in parts})
    assert case.sides(EventType.COMMITMENT, parties, parts) == (actors, recipients)


def test_at_a_meeting_nobody_receives(case: Case) -> None:
    parts = [("Kenya", 0.9, 0.1), ("Uganda", 0.9, 0.9)]
    assert case.sides(EventType.MEETING, [0.9, 0.9], parts) == ({"Kenya", "Uganda"}, set())


@pytest.mark.parametrize(
    ("first", "second", "receives"),
    [(0.8, 0.7, True), (0.7, 0.8, False), (0.8, 0.8, True)],
    ids=["the first is likelier", "the second is", "both as likely: the first"],
)
def test_of_an_actors_parts_the_likeliest_says_what_it_does(
    first: float, second: float, receives: bool, case: Case
) -> None:
    reports = [("Kenya", 0.9, 0.0), ("Uganda", first, 0.9)], [("Uganda", second, 0.1)]
    _, recipients = case.sides(EventType.COMMITMENT, [0.9, 0.9], *reports)
    assert recipients == ({"Uganda"} if receives else set())
