"""Who takes part in an event, judged over all its reports: the models are made for it, to show what is looked at."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from schemas.article import Article
from schemas.facts import EventType
from streams.core.extraction.arguments.participants import Participation
from streams.core.extraction.arguments.reach import within_reach
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.events import propose
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.learned.models import Judges
from streams.core.extraction.merging.assignment import Assignment, assign_participants
from streams.core.extraction.merging.clustering import Cluster
from streams.core.extraction.merging.parties import parties_of, party_features
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from tests.core.events.reading import read_whole

Tell = Callable[..., tuple[AnalysedArticle, Cluster]]
MET = "Kenya, Uganda and Rwanda held talks in Arusha on Monday, while Peru looked on from Lima."
LATER = "The talks of Kenya with Rwanda ended on Tuesday."
BY_SUREST = {"party": LinearModel(0.0, {"surest": 1.0})}


@pytest.fixture(scope="module")
def tell(extractor: Extractor) -> Tell:
    """Return an article and one event of it, of a report for each sentence in which actors have given probabilities."""

    def of_text(text: str, kind: EventType, *likely: dict[str, float]) -> tuple[AnalysedArticle, Cluster]:
        analysed = read_whole(Article(text=text), extractor)
        return analysed, tuple(_report(analysed, n, kind, each, extractor) for n, each in enumerate(likely))

    return of_text


def _report(
    analysed: AnalysedArticle, number: int, kind: EventType, likely: dict[str, float], extractor: Extractor
) -> Report:
    sent = analysed.sents[number]
    candidate = next(c for c in propose(sent, extractor.book) if c.type is kind)
    seen = within_reach(candidate, sent, analysed)
    parts = tuple(Participation(s.actor, likely.get(s.actor.country or s.actor.name, 0.01), 0.0, s) for s in seen)
    return Report(candidate, sent, {}, 0.9 - number / 10, parts)


def cast_of(group: tuple[Report, ...], analysed: AnalysedArticle, judges: Judges) -> Assignment:
    return assign_participants([group], analysed, judges)[0][1]


def countries(cast: Assignment) -> set[str | None]:
    return {actor.country for actor in (*cast.actors, *cast.recipients)}


def test_a_party_has_its_parts_of_all_reports(tell: Tell) -> None:
    _, group = tell(f"{MET}\n\n{LATER}", EventType.MEETING, {"KEN": 0.9}, {"KEN": 0.7, "RWA": 0.6})
    kenya = next(party for party in parties_of(group) if party.country == "KEN")
    assert [part.probability for part in kenya.parts] == [0.9, 0.7]
    assert [part.probability for part in kenya.here] == [0.9]


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        pytest.param("rank", {"KEN": 0.0, "RWA": 1.0, "UGA": 2.0, "PER": 3.0}, id="likelier ones"),
        pytest.param("listed with", {"KEN": 2.0, "RWA": 2.0, "UGA": 2.0, "PER": 0.0}, id="others in its list"),
        pytest.param("share", {"KEN": 2 / 6, "RWA": 2 / 6, "UGA": 1 / 6, "PER": 1 / 6}, id="share of the article"),
        pytest.param("subject", {"KEN": 1.0, "RWA": 1.0, "UGA": 1.0, "PER": 1.0}, id="what the head of its list is"),
        pytest.param("named in", {"KEN": 2.0, "RWA": 2.0, "UGA": 1.0, "PER": 1.0}, id="reports that name it"),
        pytest.param("likely in", {"KEN": 1.0, "RWA": 1.0, "UGA": 0.0, "PER": 0.0}, id="share of likely reports"),
        pytest.param("inferred", {"KEN": 0.0, "RWA": 0.0, "UGA": 0.0, "PER": 0.0}, id="left open by the text"),
        pytest.param("countries here", {"KEN": 4.0, "PER": 4.0}, id="countries in the sentence"),
        pytest.param("actors here", {"KEN": 1.0, "RWA": 1.0, "UGA": 1.0, "PER": 1.0}, id="named in the sentence"),
    ],
)
def test_what_is_said_of_a_party(feature: str, expected: dict[str, float], tell: Tell) -> None:
    analysed, group = tell(
        f"{MET}\n\n{LATER}", EventType.MEETING, {"KEN": 0.9, "RWA": 0.5, "UGA": 0.4}, {"KEN": 0.7, "RWA": 0.8}
    )
    found = party_features(group, [group], analysed)
    assert {country: found[country][feature] for country in expected} == pytest.approx(expected)


def test_a_party_stands_after_a_preposition(tell: Tell) -> None:
    analysed, group = tell("Kenya held talks with Rwanda.", EventType.MEETING, {"KEN": 0.9, "RWA": 0.8})
    found = party_features(group, [group], analysed)
    assert {country: features.get("after with", 0.0) for country, features in found.items()} == {"KEN": 0.0, "RWA": 1.0}


@pytest.mark.parametrize(
    ("likely", "expected"),
    [
        pytest.param({"KEN": 0.9, "RWA": 0.6}, {"KEN", "RWA"}, id="the likely ones"),
        pytest.param({"KEN": 0.3, "RWA": 0.25}, {"KEN"}, id="somebody acts"),
        pytest.param({"KEN": 0.1}, set(), id="unless nobody could"),
    ],
)
def test_the_likely_parties_take_part(likely: dict[str, float], expected: set[str], tell: Tell) -> None:
    analysed, group = tell(MET, EventType.MEETING, likely)
    assert countries(cast_of(group, analysed, BY_SUREST)) == expected


def test_one_list_takes_part_together(tell: Tell) -> None:
    analysed, group = tell(MET, EventType.MEETING, {"KEN": 0.9, "RWA": 0.8, "UGA": 0.3, "PER": 0.45})
    beside = {"party": LinearModel(-1.0, {"surest": 1.0, "likeliest beside": 1.0})}
    assert countries(cast_of(group, analysed, beside)) == {"KEN", "RWA", "UGA"}


def test_bodies_of_one_name_are_those_of_their_countries(tell: Tell) -> None:
    analysed, group = tell(
        "Kenya held talks in Arusha on Monday.\n\nUganda held talks in Lima.",
        EventType.MEETING,
        {"KEN": 0.9},
        {"UGA": 0.8},
    )
    named = tuple(_as(report, "senior officials") for report in group)
    cast = cast_of(named, analysed, {"party": LinearModel(0.0, {"best": 1.0})})
    assert [(actor.name, actor.country) for actor in cast.actors] == [
        ("senior officials", "KEN"),
        ("senior officials", "UGA"),
    ]


def _as(report: Report, name: str) -> Report:
    parts = tuple(p._replace(actor=p.actor.model_copy(update={"name": name})) for p in report.parts)
    return replace(report, parts=parts)


def test_a_minister_speaks_for_the_state(tell: Tell) -> None:
    analysed, group = tell(
        "Kenyan Foreign Minister Musalia Mudavadi met officials of Uganda in Kampala, and Kenya was pleased.",
        EventType.MEETING,
        {"KEN": 0.9, "UGA": 0.8},
    )
    named = [actor.name for actor in cast_of(group, analysed, BY_SUREST).actors]
    assert "Musalia Mudavadi" in named
    assert "Kenya" not in named
