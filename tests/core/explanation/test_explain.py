"""What an explanation says of one article; the models are made for it, so that every verdict occurs."""

import pytest

from schemas.article import Article, ArticleStatus
from streams.core.explanation.explain import explain
from streams.core.explanation.values import Explanation, ReadSentence, Verdict
from streams.core.extraction.actors.mentions import Resolution
from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.model import Outcome
from streams.core.extraction.syntax.parser import Parser
from tests.core.evaluation.short_articles import extractor

TEXT = """\
Share this on Facebook

ACCRA, March 14 (GNA) - Norwegian Fisheries Minister Ola Berg arrived in Accra on Monday for talks in the port.

Berg arrived to see the harbour that his country helped to build with the help of other countries.

The farmers of the north hope for a good harvest and pledged to work harder than in the years before.

Somebody pledged ten new trucks, said nobody in particular at the end of the day.

Peru and Chile signed a treaty on the water of the river that they share.

The weather was fine, with a little wind.
"""
ARTICLE = Article(id="a", title="Minister in Ghana", text=TEXT, source="Ghana News Agency", published_at="2023-03-14")


@pytest.fixture(scope="module")
def explained() -> Explanation:
    same = LinearModel(-9.0, {"names=equal": 18.0, "names=within": 18.0})
    date = LinearModel(-1.0, {"own": 3.0})
    place = LinearModel(-1.0, {"stated city=True": 3.0})
    one = extractor(Parser(), {"same_visit": same, "date": date, "place": place})
    (trace,) = one.trace([ARTICLE])
    return explain(trace, one.book, one.models)


def sentence(explained: Explanation, opening: str) -> ReadSentence:
    return next(each for each in explained.sentences if each.text.startswith(opening))


def test_every_offset_is_into_the_text(explained: Explanation) -> None:
    spans = [(e.start, e.end, e.text) for e in explained.removed]
    spans += [(e.start, e.end, e.text) for e in explained.sentences]
    for each in explained.sentences:
        spans += [(a.start, a.end, a.text) for a in each.actors]
        spans += [(t.start, t.end, t.word) for t in each.triggers]
        spans += [(c.start, c.end, c.word) for c in each.candidates]
    assert len(spans) > 20
    assert [TEXT[start:end] for start, end, _ in spans] == [text for *_, text in spans]


def test_what_is_in_no_sentence_is_removed(explained: Explanation) -> None:
    assert [(each.text, each.what.split()[0]) for each in explained.removed] == [
        ("Share this on Facebook", "boilerplate"),
        ("ACCRA, March 14 (GNA) -", "dateline"),
    ]
    spans = [(each.start, each.end) for each in explained.removed]
    spans += [(each.start, each.end) for each in explained.sentences]
    read = {i for start, end in spans for i in range(start, end)}
    assert not "".join(char for i, char in enumerate(TEXT) if i not in read).strip()


def test_where_the_article_comes_from(explained: Explanation) -> None:
    assert (explained.article_id, explained.language, explained.outcome) == ("a", "en", Outcome.EVENTS)
    assert explained.home_country == "GHA"
    assert explained.dateline is not None
    assert (explained.dateline.city, str(explained.dateline_day)) == ("Accra", "2023-03-14")


@pytest.mark.parametrize(
    ("opening", "parsed", "triggers"),
    [
        ("Norwegian", True, {"arrived": "visit.arrive", "talks": "meeting.noun"}),
        ("The farmers", False, {"pledged": "commitment.pledge"}),
        ("Peru", True, {"signed": "agreement.sign", "treaty": "agreement.noun"}),
    ],
)
def test_triage(explained: Explanation, opening: str, parsed: bool, triggers: dict[str, str]) -> None:
    found = sentence(explained, opening)
    assert found.parsed is parsed
    assert (found.chance >= explained.triage_floor) is parsed
    rules = {trigger.word: trigger.rules for trigger in found.triggers}
    assert all(rule in rules[word] for word, rule in triggers.items())
    assert parsed or not (found.actors or found.candidates)


@pytest.mark.parametrize(
    ("opening", "text", "how", "name", "country"),
    [
        ("Norwegian", "Norwegian Fisheries Minister Ola Berg", Resolution.TITLE, "Ola Berg", "NOR"),
        ("Berg", "Berg", Resolution.LINKED, "Ola Berg", "NOR"),
        ("Berg", "his", Resolution.PRONOUN, "Ola Berg", "NOR"),
        ("Peru", "Peru", Resolution.LEXICON, "Peru", "PER"),
    ],
)
def test_actors_and_how_they_were_recognised(
    explained: Explanation, opening: str, text: str, how: Resolution, name: str, country: str
) -> None:
    (found,) = (a for a in sentence(explained, opening).actors if a.text == text)
    assert (found.how, found.actors[0].name, found.actors[0].country) == (how, name, country)


@pytest.mark.parametrize(
    ("opening", "rule", "verdict"),
    [
        ("Norwegian", "visit.arrive", Verdict.REPORTS),
        ("Berg", "visit.arrive", Verdict.MERGED),
        ("Somebody", "commitment.pledge", Verdict.NOBODY),
        ("Peru", "agreement.noun", Verdict.REJECTED),
    ],
)
def test_what_became_of_a_candidate(explained: Explanation, opening: str, rule: str, verdict: Verdict) -> None:
    (found,) = (c for c in sentence(explained, opening).candidates if c.rule == rule)
    assert found.verdict is verdict
    assert (found.event is None) is (verdict is Verdict.REJECTED)
    assert (found.probability < explained.report_floor) is (verdict is Verdict.REJECTED)


def test_an_event_says_who_was_near_and_what_it_chose(explained: Explanation) -> None:
    (event,) = (each for each in explained.events if each.accepted)
    assert event.finding is not None
    assert [explained.sentences[number].text[:9] for number in event.sentences] == ["Norwegian", "Berg arri"]
    chosen = {choice.attribute: choice.value for choice in event.choices if choice.chosen}
    assert chosen == {"date": "2023-03-13", "place": "Accra, GHA"}
    assert str(event.finding.date) == chosen["date"]
    report = next(c for c in sentence(explained, "Norwegian").candidates if c.verdict is Verdict.REPORTS)
    assert report.event == event.number
    assert [part.name for part in report.parts if part.probability > 0.5] == [a.name for a in event.finding.actors]


@pytest.mark.parametrize(
    "log_odds", [pytest.param(-2.0, id="unlikely"), pytest.param(-0.1, id="no event as likely as not")]
)
def test_an_event_that_is_not_sure_enough_is_shown_as_such(log_odds: float) -> None:
    one = extractor(Parser(), {"event": LinearModel(log_odds, {})})
    (trace,) = one.trace([ARTICLE])
    explained = explain(trace, one.book, one.models)
    assert explained.outcome is Outcome.NOTHING_FOUND
    weighed = [each for each in explained.events if each.finding]
    assert weighed
    assert all(
        not each.accepted and each.finding.confidence < explained.event_floor for each in weighed if each.finding
    )
    (report,) = (c for c in sentence(explained, "Norwegian").candidates if c.rule == "visit.arrive")
    assert report.verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    ("article", "outcome"),
    [
        (Article(id="w", status=ArticleStatus.WITHDRAWN, text=TEXT), Outcome.WITHDRAWN),
        (Article(id="s", text="El ministro llegó ayer a la ciudad para hablar con la gente."), Outcome.NOT_ENGLISH),
    ],
)
def test_what_is_not_read_has_nothing_to_explain(article: Article, outcome: Outcome) -> None:
    one = extractor(Parser())
    (trace,) = one.trace([article])
    explained = explain(trace, one.book, one.models)
    assert (explained.outcome, explained.sentences, explained.removed) == (outcome, (), ())


def test_what_is_traced_is_what_is_extracted() -> None:
    one = extractor(Parser())
    other = Article(id="b", text="Swedish Trade Minister Kari Dahl arrived in Lagos on Tuesday.")
    articles = [ARTICLE, Article(id="w", status=ArticleStatus.WITHDRAWN), other]
    traced = [trace.extraction for trace in one.trace(articles)]
    assert traced == one.extract(articles)
    assert [each.outcome for each in traced] == [Outcome.EVENTS, Outcome.WITHDRAWN, Outcome.EVENTS]
