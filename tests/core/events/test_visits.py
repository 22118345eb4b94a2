import pytest

from schemas.article import Article
from streams.core.extraction.events import propose
from streams.core.extraction.extractor import Extractor
from tests.core.events.reading import read_whole

DESTINATIONS = [
    ("The minister flew to Oslo on Monday.", {"NOR"}),
    ("The minister will travel to Kenya, Nigeria and Senegal.", {"KEN", "NGA", "SEN"}),
    ("The minister will travel to Riyadh, Bahrain and Kuwait.", {"SAU", "BHR", "KWT"}),
    ("The minister arrived in the Finnish capital on Monday.", {"FIN"}),
    ("The premier's trip to Kenya May 9-12 was short.", {"KEN"}),
    ("The minister will travel to Oslo on 2 May and Riga on 4 May.", {"NOR", "LVA"}),
    ("The minister will visit Kenya on 2 May, Nigeria on 4 May and Senegal from 6 to 8 May.", {"KEN", "NGA", "SEN"}),
    ("The minister visited Kenya between 2 May and Easter.", {"KEN"}),
    ("The envoy told visiting Kenya officials to wait.", set()),
    ("During his visit the envoy praised the U.S. commitment to peace.", set()),
]


@pytest.mark.parametrize(("text", "expected"), DESTINATIONS, ids=[text for text, _ in DESTINATIONS])
def test_where_a_visit_goes(text: str, expected: set[str], extractor: Extractor) -> None:
    (sent,) = read_whole(Article(text=text), extractor).sents
    places = {c.destination for c in propose(sent, extractor.book) if c.type.value == "visit" and c.destination}
    assert {place.country for place in places} == expected
