"""Where events are lost, and why others are made up: one article, its annotation varied."""

from collections.abc import Sequence
from typing import Any

import pytest

from schemas.article import Article
from streams.core.evaluation.causes import Excess, Kind, Slip, slips, spurious
from streams.core.evaluation.evaluation import Evaluation, assess, summarise
from streams.core.evaluation.gold import GoldArticle, GoldEvent
from streams.core.evaluation.matching import match
from streams.core.evaluation.misses import MissReason
from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.syntax.parser import Parser
from tests.core.evaluation.short_articles import DAY, NEXT, event, extractor

TEXT = """\
Norwegian Fisheries Minister Ola Berg arrived in Accra on Monday for three days in the port.

The Kenyan president pledged a bigger harvest to the farmers of the north on Tuesday.

Peru and Chile signed a treaty on the water of the river that they share.

Somebody pledged ten new trucks, said nobody in particular at the end of the day.

Swedish Trade Minister Kari Dahl arrived in Lagos on Tuesday, and she arrived in the port the day after.

Share this on Facebook
"""
ARTICLE = Article(id="a", text=TEXT, source="The Harbour Times", published_at="2023-03-14")
BERG = {"actors": [{"name": "Ola Berg", "country": "NOR"}], "cue": "Norwegian Fisheries Minister Ola Berg"}
DAHL = {"actors": [{"name": "Kari Dahl", "country": "SWE"}], "cue": "Swedish Trade Minister Kari Dahl"}


def gold(kind: str, **fields: Any) -> GoldEvent:  # noqa: ANN401
    return GoldEvent.model_validate({"type": kind, "actors": [{"name": "Roe", "country": "IRL"}], **fields})


def evaluation(
    parser: Parser, events: Sequence[GoldEvent], article: Article = ARTICLE, floor: float = 0.0, **changed: LinearModel
) -> Evaluation:
    (trace,) = extractor(parser, changed).trace([article])
    return summarise([assess(GoldArticle(id="a", events=tuple(events)), trace, floor)])


def causes(found: Evaluation, kind: Kind) -> list[str]:
    return [error.cause for error in found.errors if error.kind is kind]


@pytest.mark.parametrize(
    ("annotated", "cause"),
    [
        pytest.param(gold("visit", cue="The prince rode"), MissReason.NO_CUE, id="a cue of another text"),
        pytest.param(gold("visit", cue="Share this on Facebook"), MissReason.BOILERPLATE, id="boilerplate"),
        pytest.param(gold("commitment", cue="The Kenyan president pledged"), MissReason.TRIAGE, id="dropped by triage"),
        pytest.param(gold("visit", cue="Peru and Chile signed a treaty"), MissReason.NO_CANDIDATE, id="no rule for it"),
        pytest.param(gold("agreement", cue="Peru and Chile signed a treaty"), MissReason.REJECTED, id="rejected"),
        pytest.param(gold("commitment", cue="Somebody pledged ten new trucks"), MissReason.NOBODY, id="nobody acts"),
        pytest.param(gold("visit", cue="Norwegian Fisheries Minister"), MissReason.ACTORS, id="others act"),
    ],
)
def test_where_an_event_was_lost(parser: Parser, annotated: GoldEvent, cause: MissReason) -> None:
    assert causes(evaluation(parser, [annotated]), Kind.MISSED) == [cause]


def test_an_event_that_is_not_sure_enough_is_lost_to_the_threshold(parser: Parser) -> None:
    assert causes(evaluation(parser, [gold("visit", **BERG)]), Kind.MISSED) == []
    assert causes(evaluation(parser, [gold("visit", **BERG)], floor=0.99), Kind.MISSED) == [MissReason.UNSURE]


def test_an_event_that_the_extractor_itself_doubts_is_lost_the_same_way(parser: Parser) -> None:
    found = evaluation(parser, [gold("visit", **BERG)], event=LinearModel(-9.0, {}))
    assert causes(found, Kind.MISSED) == [MissReason.UNSURE]


def test_two_events_taken_for_one(parser: Parser) -> None:
    both = [gold("visit", **DAHL), gold("visit", **DAHL)]
    assert causes(evaluation(parser, both), Kind.MISSED) == []
    merged = evaluation(parser, both, same_visit=LinearModel(9.0, {"names=none": -18.0}))
    assert causes(merged, Kind.MISSED) == [MissReason.MERGED]


def test_an_article_in_another_language_is_not_read(parser: Parser) -> None:
    spanish = Article(id="a", text="El ministro llegó ayer a la ciudad para hablar con los agricultores de la región.")
    found = evaluation(parser, [gold("visit", cue="El ministro llegó ayer")], spanish)
    assert causes(found, Kind.MISSED) == [MissReason.NOT_READ]


@pytest.mark.parametrize(
    ("annotated", "found", "cause", "detail"),
    [
        (event("meeting", "A=NOR", "B=GHA"), event("meeting", "A=NOR"), Slip.MISSING_COUNTRY, "-GHA"),
        (event("meeting", "A=NOR"), event("meeting", "A=NOR", "B=GHA"), Slip.EXTRA_COUNTRY, "+GHA"),
        (event("meeting", "A=NOR", "B=GHA"), event("meeting", "A=NOR", "B=KEN"), Slip.OTHER_COUNTRIES, "-GHA +KEN"),
        (event("visit", "A", day=DAY), event("visit", "A", day=NEXT), Slip.NEAR, "2023-03-13 → 2023-03-14"),
        (event("visit", "A", day=DAY), event("visit", "A"), Slip.NONE_GIVEN, "2023-03-13 → none"),
        (event("visit", "A", place="GHA"), event("visit", "A", place="KEN"), Slip.OTHER, "GHA → KEN"),
        (event("visit", "A", amount=5e6), event("visit", "A", amount=7e6), Slip.OTHER, "5,000,000 EUR → 7,000,000 EUR"),
    ],
)
def test_an_attribute_that_is_wrong(annotated, found, cause, detail) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    assert [(error.cause, error.detail) for error in slips(match("a", [annotated], [], [found]))] == [(cause, detail)]


def excess(found: Any, *hits: Any, missed: Any = None) -> Excess:  # noqa: ANN401
    """Return why an event was made up beside others that were found, and one that was missed."""
    annotated = [*hits, *([missed] if missed else [])]
    matched = match("a", annotated, [], [*hits, found])
    (cause,) = (error.cause for error in spurious(matched, NEXT))
    assert isinstance(cause, Excess)
    return cause


BERG_SEEN = event("visit", "Ola Berg=NOR", place="GHA")


@pytest.mark.parametrize(
    ("made_up", "hits", "missed", "cause"),
    [
        (event("visit", "Ola Berg=NOR"), [BERG_SEEN], None, Excess.DUPLICATE),
        (event("meeting", "Dahl=SWE"), [BERG_SEEN], event("visit", "Dahl=SWE"), Excess.OTHER_TYPE),
        (
            event("visit", "Lund=DNK", span=(0, 9)),
            [],
            event("visit", "Dahl=SWE", span=(3, 20)),
            Excess.OTHER_ACTORS,
        ),
        (event("visit", "Lund=DNK", day=DAY.replace(year=2019)), [], None, Excess.BACKGROUND),
        (event("visit", "Lund=DNK", status="cancelled"), [], None, Excess.CANCELLED),
        (event("visit", "Lund=DNK", status="planned"), [], None, Excess.PLANNED),
        (event("visit", "Lund=DNK"), [], None, Excess.QUIET),
        (event("visit", "Lund=DNK"), [BERG_SEEN], None, Excess.OTHER),
    ],
)
def test_why_an_event_was_made_up(made_up, hits, missed, cause) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    assert excess(made_up, *hits, missed=missed) is cause


def test_an_evaluation_counts_its_causes(parser: Parser) -> None:
    found = evaluation(parser, [gold("visit", **BERG), gold("visit", cue="The prince rode")])
    assert found.causes(Kind.MISSED) == [(MissReason.NO_CUE, 1)]
    made = found.as_object()
    assert made["errors"]["missed"] == {"cue not in the text": 1}
    assert made["confusion"]["visit"] == {"visit": 1, "meeting": 0, "commitment": 0, "agreement": 0, "none": 1}
    assert {"detection", "calibration", "ignored"} <= made.keys()
