from collections.abc import Sequence

import pytest

from schemas.article import Article
from schemas.facts import EventType
from schemas.sectors import Sector
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.attributes.event_sectors import sector_options, sectors_of_event
from streams.core.extraction.events import propose
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.extraction.triggers.catalogue import RULES
from streams.core.extraction.triggers.rules import RuleBook
from tests.core.events.reading import read_whole

MET = "The ministers met in Oslo."
PLEDGED = "Norway pledged to build a railway and a hospital."


def read(extractor: Extractor, text: str, kind: EventType) -> tuple[Sequence[Report], AnalysedArticle]:
    """Return the first report of a type in a text, and its article."""
    analysed = read_whole(Article(text=text), extractor)
    book = RuleBook(RULES)
    candidate, sent = next((c, p) for p in analysed.sents for c in propose(p, book) if c.type is kind)
    return [Report(candidate, sent, {}, 0.9, ())], analysed


OPTIONS = [
    (MET + " They also discussed fishing.", Sector.AGRICULTURE, "taken up later"),
    (MET + " It rained. It snowed. Both discussed schools.", Sector.EDUCATION, "taken up later"),
    ("The ministers met in Oslo to discuss fishing.", Sector.AGRICULTURE, "hangs=dobj under=discuss"),
    ("The ministers met in Oslo to discuss fishing.", Sector.AGRICULTURE, "word before=discuss"),
    ("The ministers met in Oslo to discuss fishing.", Sector.AGRICULTURE, "has=discuss agriculture"),
    ("The ministers met to discuss fishing and schools.", Sector.AGRICULTURE, "with clause=education agriculture"),
    ("The ministers met to discuss fishing and schools.", Sector.EDUCATION, "clause rivals=1 in=True"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sector", "name"), OPTIONS, ids=[f"{text} {name}" for text, _, name in OPTIONS])
def test_what_speaks_for_a_sector(text: str, sector: Sector, name: str, extractor: Extractor) -> None:
    assert name in sector_options(*read(extractor, text, EventType.MEETING))[sector]


AGAINST = [
    (MET + " Fishing is the pride of the coast.", Sector.AGRICULTURE, "a sentence that does not take the event up"),
    (MET + " They also discussed trade. The leaders smiled.", Sector.AGRICULTURE, "a sentence without the sector"),
]


@pytest.mark.parametrize(("text", "sector"), [case[:2] for case in AGAINST], ids=[why for *_, why in AGAINST])
def test_nothing_is_taken_up_by(text: str, sector: Sector, extractor: Extractor) -> None:
    options = sector_options(*read(extractor, text, EventType.MEETING))
    assert "taken up later" not in options.get(sector, {})


def test_weak_words_nearby_are_no_option(extractor: Extractor) -> None:
    assert Sector.SOCIAL not in sector_options(*read(extractor, MET + " Families watched.", EventType.MEETING))
    assert Sector.SOCIAL in sector_options(*read(extractor, "Families met the minister.", EventType.MEETING))


SPOKEN_FOR = [
    (PLEDGED, EventType.COMMITMENT, -1.2, {"transport"}, "the likeliest of a pledge"),
    (PLEDGED, EventType.COMMITMENT, -0.65, {"transport"}, "a sure one"),
    (PLEDGED, EventType.COMMITMENT, -9.0, set(), "none that is unlikely"),
    ("The ministers met to discuss a railway.", EventType.MEETING, -1.0, set(), "none of a meeting below the bound"),
    ("The ministers met to discuss a railway.", EventType.MEETING, 1.0, {"transport"}, "what is sure of a meeting"),
]


@pytest.mark.parametrize(
    ("text", "kind", "weight", "sectors"), [case[:4] for case in SPOKEN_FOR], ids=[why for *_, why in SPOKEN_FOR]
)
def test_the_sectors_of_an_event(
    text: str, kind: EventType, weight: float, sectors: set[str], extractor: Extractor
) -> None:
    model = LinearModel(-9.0, {"sector=transport": 9.0 + weight})
    assert {sector.value for sector in sectors_of_event(*read(extractor, text, kind), model)} == sectors
