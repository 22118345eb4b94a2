"""A scraped page in the shape of the one that the project started from, boilerplate and all, in words of our own."""

from datetime import date

import pytest

from schemas.article import Article
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.model import Finding

PAGE = """ date 2026-03-12 Open Menu

Kenya Seeks Rail, Farming Know-How From Japan In Second Round Of Partnership

Grace Otieno (@GOtieno) Published March 12, 2026 | 07:45 PM

Cabinet Secretary for Trade, Investments and Industry Lee Kinyanjui has said that Japan and Kenya are widening their \
cooperation in the second round of the Tokyo partnership, with an eye on rail and farming

TOKYO, (Lakeside News Agency - 12th March, 2026) Cabinet Secretary for Trade, Investments and Industry Lee Kinyanjui \
has said that Japan and Kenya are widening their cooperation in the second round of the Tokyo partnership.

Kinyanjui arrived in Tokyo on Wednesday for a visit, the first high-level visit by a Kenyan official to Japan since \
its new cabinet took office. During the visit, Kinyanjui also held talks with several Japanese officials.

"Japan is an old friend of Kenya," Kinyanjui said, the Morning Gazette reported.

In terms of rail, Kinyanjui said in a meeting with Japan's Ambassador to Kenya Hiroshi Matsuura in Nairobi on Monday \
that Kenya wants to build more lines, said a separate statement.

During the talks in Tokyo, Kinyanjui also reaffirmed Kenya's commitment to the partnership, naming agriculture, \
renewable energy and information technology as fields of future cooperation.

LNA/go
"""


@pytest.fixture(scope="module")
def findings(extractor: Extractor) -> dict[str, list[Finding]]:
    found = extractor.extract([Article.model_validate({"text": PAGE, "published": "2026-03-12"})])[0].findings
    kinds = ("visit", "meeting", "commitment", "agreement")
    return {kind: [f for f in found if f.type.value == kind] for kind in kinds}


def countries(finding: Finding) -> set[str | None]:
    return {actor.country for actor in (*finding.actors, *finding.recipients)}


def test_the_visit(findings: dict[str, list[Finding]]) -> None:
    (visit,) = findings["visit"]
    assert [a.name for a in visit.actors] == ["Lee Kinyanjui"]
    assert (visit.place.country, visit.place.city, visit.date) == ("JPN", "Tokyo", date(2026, 3, 11))


def test_the_meetings(findings: dict[str, list[Finding]]) -> None:
    assert len(findings["meeting"]) == 2
    assert all(countries(m) == {"KEN", "JPN"} for m in findings["meeting"])
    ambassador = next(m for m in findings["meeting"] if "Hiroshi Matsuura" in {a.name for a in m.actors})
    assert ambassador.date == date(2026, 3, 9)
    assert (ambassador.place.country, ambassador.place.city) == ("KEN", "Nairobi")
    assert not any("talks in Tokyo" in evidence.text for evidence in ambassador.evidence)


def test_the_commitment(findings: dict[str, list[Finding]]) -> None:
    (commitment,) = findings["commitment"]
    assert [a.name for a in commitment.actors] == ["Lee Kinyanjui"]
    assert {"agriculture", "energy", "communications"} <= {s.value for s in commitment.sectors}


def test_nothing_that_the_page_does_not_say(findings: dict[str, list[Finding]]) -> None:
    assert findings["agreement"] == []
