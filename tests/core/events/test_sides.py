"""Who acts and who receives."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from schemas.article import Article
from schemas.facts import Actor, ActorKind, EventType, Place
from streams.core.extraction.arguments.participants import Participation
from streams.core.extraction.arguments.reach import Seen
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.merging.assignment import Assignment
from streams.core.extraction.merging.sides import sides_of
from streams.core.extraction.model import Finding

Find = Callable[..., tuple[Finding, ...]]
Sides = tuple[list[str], list[str]]
ARRIVED = (
    "Norwegian Foreign Minister Ola Berg arrived in Accra on Monday at the invitation of President Kofi Boadu of Ghana."
)
PLEDGED = "Norway on Monday pledged $40 million in humanitarian aid to Sudan, the foreign ministry said."
MET = "Swedish Foreign Minister Ola Berg met Ghanaian President Kofi Boadu in Accra on Monday, the two offices said."
HOMES = {"Berg": "NOR", "Dahl": "NOR", "Boadu": "GHA", "Mensah": "GHA", "Lund": None}


@pytest.fixture(scope="module")
def reports(extractor: Extractor) -> dict[EventType, Report]:
    """Return a report of each type, by whomever."""
    traces = extractor.trace([Article(text=text) for text in (ARRIVED, PLEDGED, MET)])
    found = [trace.inference.decisions[0].reports[0] for trace in traces if trace.inference is not None]
    return {report.type: report for report in found}


def part(name: str, recipient: float, probability: float = 0.8) -> Participation:
    actor = Actor(name=name, kind=ActorKind.PERSON, country=HOMES[name])
    return Participation(actor, probability, recipient, Seen(actor, None, None, 0))


def cast(*names: str) -> Assignment:
    return Assignment(tuple(part(name, 0.0).actor for name in names), ())


def sides(report: Report, place: str | None, people: Assignment, *told: tuple[Participation, ...]) -> Sides:
    """Return the names on each side of an event that is told by so many reports."""
    made = sides_of(tuple(replace(report, parts=parts) for parts in told), people, Place(country=place))
    return [actor.name for actor in made.actors], [actor.name for actor in made.recipients]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ARRIVED, (["Ola Berg"], ["Kofi Boadu"])),
        (
            "Norwegian Foreign Minister Ola Berg visited Accra on Monday, where President Kofi Boadu of Ghana received "
            "him.",
            (["Ola Berg"], ["Kofi Boadu"]),
        ),
        (
            "Norwegian Foreign Minister Ola Berg and Chilean Trade Minister Luis Rojas arrived in Accra on Monday.",
            (["Ola Berg", "Luis Rojas"], []),
        ),
        ("Ghanaian President Kofi Boadu visited the flooded town of Akosombo on Monday.", (["Kofi Boadu"], [])),
    ],
)
def test_hosts_receive_and_visitors_act(text: str, expected: Sides, find: Find) -> None:
    found = [
        ([actor.name for actor in each.actors], [actor.name for actor in each.recipients])
        for each in find(text)
        if each.type is EventType.VISIT
    ]
    assert found == [expected]


def test_beneficiaries_receive_and_meetings_have_none(find: Find) -> None:
    (pledged,) = find(PLEDGED)
    assert [actor.name for actor in pledged.recipients] == ["Sudan"]
    assert [found.recipients for found in find(MET)] == [()]


@pytest.mark.parametrize(
    ("place", "likely", "expected"),
    [
        pytest.param("GHA", {"Berg": 0.01, "Boadu": 0.07}, (["Berg"], ["Boadu"]), id="at home where the visit goes"),
        pytest.param("GHA", {"Boadu": 0.07, "Berg": 0.3}, (["Berg"], ["Boadu"]), id="if less likely than a visitor"),
        pytest.param("GHA", {"Berg": 0.01, "Boadu": 0.02}, (["Berg", "Boadu"], []), id="unless it is most unlikely"),
        pytest.param("KEN", {"Berg": 0.01, "Boadu": 0.07}, (["Berg", "Boadu"], []), id="at home nowhere there"),
        pytest.param(None, {"Berg": 0.01, "Lund": 0.07}, (["Berg", "Lund"], []), id="nobody knows where"),
        pytest.param("KEN", {"Berg": 0.01, "Boadu": 0.6}, (["Berg"], ["Boadu"]), id="told as one who receives"),
        pytest.param("GHA", {"Boadu": 0.1, "Mensah": 0.2}, (["Boadu", "Mensah"], []), id="nobody from elsewhere"),
        pytest.param("GHA", {"Boadu": 0.1, "Lund": 0.0}, (["Boadu", "Lund"], []), id="nobody known to be"),
        pytest.param("GHA", {"Berg": 0.6, "Boadu": 0.7}, (["Berg"], ["Boadu"]), id="somebody acts"),
        pytest.param("GHA", {"Mensah": 0.6}, (["Mensah"], []), id="somebody acts alone"),
    ],
)
def test_who_hosts_a_visit(
    place: str | None, likely: dict[str, float], expected: Sides, reports: dict[EventType, Report]
) -> None:
    told = tuple(part(name, recipient) for name, recipient in likely.items())
    assert sides(reports[EventType.VISIT], place, cast(*likely), told) == expected


@pytest.mark.parametrize(
    ("sure", "expected"),
    [
        pytest.param(0.4, (["Berg"], ["Boadu"]), id="as sure as others"),
        pytest.param(0.04, (["Berg", "Boadu"], []), id="hardly one"),
    ],
)
def test_a_host_is_known_by_all_its_parts_the_surer_the_more(
    sure: float, expected: Sides, reports: dict[EventType, Report]
) -> None:
    told = (part("Berg", 0.0), part("Boadu", 0.0)), (part("Boadu", 0.3, sure),)
    assert sides(reports[EventType.VISIT], "GHA", cast("Berg", "Boadu"), *told) == expected


@pytest.mark.parametrize(
    ("likely", "expected"),
    [
        pytest.param({"Berg": 0.1, "Boadu": 0.6}, (["Berg"], ["Boadu"]), id="the likely ones"),
        pytest.param({"Berg": 0.1, "Boadu": 0.3}, (["Berg", "Boadu"], []), id="none is likely, wherever it is"),
        pytest.param({"Dahl": 0.9, "Berg": 0.6, "Boadu": 0.8}, (["Berg"], ["Dahl", "Boadu"]), id="somebody acts"),
    ],
)
def test_who_benefits_by_a_commitment(
    likely: dict[str, float], expected: Sides, reports: dict[EventType, Report]
) -> None:
    told = tuple(part(name, recipient) for name, recipient in likely.items())
    assert sides(reports[EventType.COMMITMENT], "GHA", cast(*likely), told) == expected


def test_only_those_who_take_part_stand_on_a_side(reports: dict[EventType, Report]) -> None:
    told = tuple(part(name, 0.9) for name in ("Lund", "Boadu", "Mensah"))
    people = Assignment(cast("Mensah").actors, cast("Boadu").actors)
    assert sides(reports[EventType.COMMITMENT], None, people, told) == (["Boadu"], ["Mensah"])
    assert sides(reports[EventType.MEETING], "GHA", people, told) == (["Mensah"], ["Boadu"])
