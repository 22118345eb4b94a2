"""Ids are made of content alone, and of nothing in it that may change from one reading to the next."""

from typing import Any
from uuid import UUID

import pytest

from schemas.article import Article
from streams.core.identity import ids
from streams.core.identity.naming import name
from streams.core.identity.urls import canonical_url
from tests.core.state.building import MEETING, facts

PAGE = "https://www.example.org/world/visit?id=7"


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://www.example.org/world/visit?id=7", id="scheme"),
        pytest.param("HTTPS://WWW.Example.ORG/world/visit?id=7", id="case-of-host"),
        pytest.param("https://example.org/world/visit?id=7", id="without-www"),
        pytest.param("https://example.org:443/world/visit?id=7", id="default-port"),
        pytest.param("https://reader@example.org/world/visit?id=7", id="user"),
        pytest.param("https://example.org/world/visit/?id=7", id="trailing-slash"),
        pytest.param("https://example.org/world/visit?id=7#comments", id="fragment"),
        pytest.param("https://example.org/world/visit?utm_source=x&id=7&utm_medium=y", id="utm"),
        pytest.param("https://example.org/world/visit?id=7&fbclid=abc&gclid=d", id="click-ids"),
        pytest.param("  https://example.org/world/visit?id=7\n", id="spaces-around"),
    ],
)
def test_addresses_of_one_page_are_one(url: str) -> None:
    assert canonical_url(url) == canonical_url(PAGE)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://example.org/world/visit?id=8", id="another-id"),
        pytest.param("https://example.org/world/Visit?id=7", id="case-of-path"),
        pytest.param("https://example.org/world/visit", id="no-query"),
        pytest.param("https://news.example.org/world/visit?id=7", id="another-host"),
        pytest.param("https://example.org:8443/world/visit?id=7", id="another-port"),
    ],
)
def test_addresses_of_other_pages_are_others(url: str) -> None:
    assert canonical_url(url) != canonical_url(PAGE)


@pytest.mark.parametrize("url", ["http://[broken", "https://example.org:port/x", "not an address", "x"])
def test_what_is_no_address_names_itself(url: str) -> None:
    assert canonical_url(url) == url


def test_order_of_the_query_is_nothing() -> None:
    assert canonical_url("https://e.org/?b=2&a=1") == canonical_url("https://e.org?a=1&b=2")


def test_the_publishers_id_is_taken_as_it_is() -> None:
    assert ids.article_id(Article(id=" Nr. 7 ", url=PAGE, text="x")) == " Nr. 7 "


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param({"url": PAGE, "text": "x"}, {"url": PAGE + "&utm_id=3", "text": "y"}, True, id="by-url"),
        pytest.param({"url": PAGE, "text": "x"}, {"url": "https://example.org/2", "text": "x"}, False, id="two-urls"),
        pytest.param({"text": "A  visit,\nin Rome"}, {"text": "a visit in ROME"}, True, id="by-text-normalised"),
        pytest.param({"text": "A visit"}, {"text": "A visit", "source": "B"}, False, id="text-of-two-sources"),
        pytest.param({"text": "A visit", "title": "B"}, {"text": "A", "title": "visit B"}, False, id="fields-apart"),
        pytest.param({"text": "x", "revision": 1}, {"text": "x", "revision": 2}, True, id="revision-is-no-name"),
        pytest.param({"text": "x", "url": " "}, {"text": "x"}, True, id="blank-url"),
    ],
)
def test_names_of_articles(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    a, b = ids.article_id(Article(**one)), ids.article_id(Article(**other))
    assert UUID(a).version == UUID(b).version == 5
    assert (a == b) is same


@pytest.mark.parametrize(
    ("change", "same"),
    [
        pytest.param({"confidence": 0.1}, True, id="confidence"),
        pytest.param({"status": "planned"}, True, id="status"),
        pytest.param({"sectors": ()}, True, id="sectors"),
        pytest.param({"amount": 5.0, "currency": "USD"}, True, id="amount"),
        pytest.param({"mode": "call"}, True, id="mode"),
        pytest.param({"date": None}, False, id="date"),
        pytest.param({"type": "visit"}, False, id="type"),
        pytest.param({"actors": MEETING.actors[::-1]}, True, id="order-of-actors"),
        pytest.param({"actors": MEETING.actors[:1]}, False, id="actors"),
        pytest.param({"recipients": MEETING.actors[:1]}, False, id="recipients"),
        pytest.param({"place": {"country": "PAK"}}, False, id="place"),
    ],
)
def test_a_mention_is_named_by_who_when_and_where(change: dict[str, Any], same: bool) -> None:
    changed = MEETING.model_validate(MEETING.model_dump() | change)
    assert (ids.mention_ids("a", [MEETING]) == ids.mention_ids("a", [changed])) is same


def test_true_ties_are_numbered_in_reading_order() -> None:
    three = ids.mention_ids("a", [MEETING, MEETING, MEETING])
    assert len(set(three)) == 3
    assert ids.mention_ids("a", [MEETING, MEETING]) == three[:2]
    assert not set(three) & set(ids.mention_ids("b", [MEETING, MEETING, MEETING]))


def test_ids_are_what_they_always_were() -> None:
    """A change here renames what is in every user's topics and tables: it needs a new version of the application."""
    assert ids.article_id(Article(url=PAGE, text="x")) == "cebbddb5-524e-5156-b7e1-1749654a0b01"
    assert ids.mention_ids("a", [MEETING]) == ("cc45bffc-5e4b-5626-89c0-4ca149aaf102",)
    assert ids.block(MEETING, None) == "2138e835-776e-519c-96c7-2eb432d181ed"
    assert ids.event_id("b", "m") == "1094dc0f-14ef-5e67-b831-4e06d432852b"


def test_kinds_of_ids_never_meet() -> None:
    assert name("event", "x") != name("block", "x")
    assert name("a", "b", "c") != name("a", "bc") != name("ab", "c")


def test_names_in_other_scripts_and_accents() -> None:
    plain, accented = facts("visit", "person Jose Pena/ESP"), facts("visit", "person José Peña/ESP")
    assert ids.mention_ids("a", [plain]) == ids.mention_ids("a", [accented])
    chinese, other = facts("visit", "person 王毅/CHN"), facts("visit", "person 李强/CHN")
    assert ids.mention_ids("a", [chinese]) != ids.mention_ids("a", [other])
