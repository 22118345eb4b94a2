"""How alike two reports are: features of pairs, and what merging makes of them."""

from collections.abc import Callable

import pytest

from schemas.article import Article
from schemas.facts import EventType
from streams.core.extraction.arguments.participants import Participation
from streams.core.extraction.arguments.reach import within_reach
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.events import propose
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.learned.linear import Features, LinearModel
from streams.core.extraction.merging import clustering as merging
from streams.core.extraction.merging.clustering import SameEventScorer, cluster
from streams.core.extraction.merging.similarity import similarity_features
from tests.core.events.reading import read_whole

Tell = Callable[..., list[Report]]
TALKS = "Kenyan President Joan Otieno held talks on the Lamu Gate port with Ugandan President Paul Okello in Nairobi."
AGAIN = "During the talks Otieno praised the Lamu Gate port."
OTHER = "Earlier Otieno met farmers from Peru in Kisumu."
NEVER = {EventType.MEETING: LinearModel(-9.0, {})}
"""A model by which no two reports are one event."""


@pytest.fixture(scope="module")
def tell(extractor: Extractor) -> Tell:
    """Return the first report of a meeting in each paragraph, as sure as is given; whom it names takes part."""

    def of_paragraphs(*paragraphs: tuple[str, float]) -> list[Report]:
        analysed = read_whole(Article(text="\n\n".join(text for text, _ in paragraphs)), extractor)
        reports = []
        for sent, (_, sure) in zip(analysed.sents, paragraphs, strict=True):
            candidate = next(c for c in propose(sent, extractor.book) if c.type is EventType.MEETING)
            seen = within_reach(candidate, sent, analysed)
            parts = tuple(Participation(s.actor, 0.9 if s.step == 0 else 0.1, 0.0, s) for s in seen)
            reports.append(Report(candidate, sent, {}, sure, parts))
        return reports

    return of_paragraphs


def test_what_two_reports_share(tell: Tell) -> None:
    talks, again, other = tell((TALKS, 0.9), (AGAIN, 0.8), (OTHER, 0.7))
    same, apart = similarity_features(talks, again), similarity_features(talks, other)
    assert same["shared names"] == 1.0
    assert apart["shared names"] == 0.0
    assert "cities=none" in apart
    assert (same["paragraphs"], apart["paragraphs"]) == (1.0, 2.0)
    assert (same["both are reports"], apart["both are reports"]) == (0.8, 0.7)
    assert same["countries agreement"] > apart["countries agreement"]


def test_likeness_does_not_depend_on_the_order(tell: Tell) -> None:
    talks, again = tell((TALKS, 0.9), (AGAIN, 0.8))
    assert similarity_features(talks, again) == similarity_features(again, talks)


@pytest.mark.parametrize("sure", [pytest.param(0.7, id="less sure"), pytest.param(0.95, id="surer")])
def test_a_scene_is_its_event_however_sure_it_is(sure: float, tell: Tell) -> None:
    assert len(cluster(tell((TALKS, 0.9), (AGAIN, sure)), SameEventScorer(NEVER))) == 1


def test_what_no_scene_refers_to_stays_apart(tell: Tell) -> None:
    assert len(cluster(tell((TALKS, 0.9), (OTHER, 0.7)), SameEventScorer(NEVER))) == 2


def test_partners_tell_meetings_of_one_country_apart(tell: Tell) -> None:
    first, second = tell(
        ("Senator Paul Achieng met Governor Joan Otieno in Nairobi on Monday.", 0.9),
        ("Before his meeting with Governor Ali Hassan, Achieng thanked Otieno.", 0.9),
    )
    assert [set(r.partners) for r in (first, second)] == [{"Joan Otieno"}, {"Ali Hassan"}]
    apart = similarity_features(first, second)
    assert {"partners=none", "own days=unknown"} <= apart.keys()
    assert apart["partner left"] == pytest.approx(0.9 * 0.1)  # Otieno has a part in both sentences
    assert apart["partner right"] == pytest.approx(0.9 * 0.9)  # Hassan hardly has one in the first
    assert apart["partners apart"] == apart["partner left"]


def test_a_phrase_holds_what_hangs_from_its_word(tell: Tell) -> None:
    (report,) = tell(
        (
            "The Nairobi talks with Ugandan President Paul Okello on 3 May 2024 followed those that he held in Accra.",
            0.9,
        )
    )
    assert report.phrase.places == {"Nairobi"}
    assert report.phrase.countries == {"KEN"}
    assert report.phrase.days == {"2024-05-03"}
    assert "paul" in report.phrase.names


def test_a_pair_is_judged_once(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    scored: list[tuple[Report, Report]] = []

    def watched(a: Report, b: Report) -> Features:
        scored.append((a, b))
        return similarity_features(a, b)

    monkeypatch.setattr(merging, "similarity_features", watched)
    talks, again, other = tell((TALKS, 0.9), (AGAIN, 0.8), (OTHER, 0.7))
    same = SameEventScorer(NEVER)
    assert same.fit([talks, again], other) == same.fit([talks, again], other)
    assert len(scored) == 2


@pytest.mark.parametrize(
    "least", [pytest.param(0.1, id="more"), pytest.param(0.6, id="less"), pytest.param(1.0, id="no")]
)
def test_what_cannot_fit_well_enough_is_not_worked_out(least: float, tell: Tell) -> None:
    *group, other = tell((TALKS, 0.9), (AGAIN, 0.8), (OTHER, 0.7))
    by_words = {EventType.MEETING: LinearModel(-1.0, {"shared names": 4.0})}
    whole, short = SameEventScorer(by_words).fit(group, other), SameEventScorer(by_words).fit(group, other, least)
    assert 0.1 < whole < 0.6
    assert short == whole if whole > least else short <= least
