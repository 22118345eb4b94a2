from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from schemas.article import Article
from schemas.facts import Place
from streams.core.extraction.attributes.choosing import Option
from streams.core.extraction.attributes.event_place import place_options
from streams.core.extraction.events import infer
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.sentences.analysed_article import AnalysedArticle, Trip
from tests.core.events.reading import read_whole

Read = Callable[[str], AnalysedArticle]

TOUR = (
    "Foreign Minister Anna Roe of Norway arrived in Nairobi, Kenya, on Monday. "
    "The Norwegian minister met Kenyan President William Ruto to discuss trade. "
    "On Tuesday she flies to Accra, Ghana, for talks."
)
SUMMIT = (
    "Norwegian Prime Minister Ola Roe met Indian Prime Minister Narendra Modi on the sidelines of the G20 summit. "
    "The Norwegian prime minister and the Indian prime minister discussed trade."
)


@pytest.fixture
def read(extractor: Extractor) -> Read:
    def story_of(text: str) -> AnalysedArticle:
        return read_whole(Article.model_validate({"text": text, "published": "2024-11-19"}), extractor)

    return story_of


def options_of_meeting(analysed: AnalysedArticle, extractor: Extractor) -> Mapping[str | None, Option[Place]]:
    scored = infer(analysed, extractor.book, extractor.models).scored
    met = next(j.report for j in scored if j.report and j.candidate.rule == "meeting.verb")
    return {option.value.country: option for option in place_options([met], analysed)}


def test_an_article_is_set_where_it_says_that_something_is(read: Read) -> None:
    analysed = read(TOUR)
    assert {country for country, _ in analysed.scenes} == {"KEN", "GHA"}
    assert analysed.scene_cities == {"KEN": "Nairobi", "GHA": "Accra"}


def test_two_cities_of_a_country_tell_none(read: Read) -> None:
    assert read("She met envoys in Nairobi on Monday. They met in Mombasa on Tuesday.").scene_cities == {}


def test_the_scene_that_the_article_left_last_speaks_for_a_place(read: Read, extractor: Extractor) -> None:
    options = options_of_meeting(read(TOUR), extractor)
    assert "scene back=1" in options["KEN"].features
    assert "scene" not in options["GHA"].features
    assert options["KEN"].value == Place(country="KEN", city="Nairobi")


def test_a_gathering_speaks_for_its_place(read: Read, extractor: Extractor) -> None:
    options = options_of_meeting(read(SUMMIT), extractor)
    assert "gathering named=True" in options["BRA"].features
    assert options["BRA"].value == Place(country="BRA", city="Rio de Janeiro")


def test_an_organisation_is_no_country_where_something_could_be(read: Read, extractor: Extractor) -> None:
    analysed = read(
        "Foreign Minister Anna Roe of Norway met the World Health Organization on Monday to discuss vaccines."
    )
    assert "WHO" not in options_of_meeting(analysed, extractor)
    assert "party" in options_of_meeting(analysed, extractor)["NOR"].features


def test_a_party_that_is_on_a_visit_is_no_host(read: Read, extractor: Extractor) -> None:
    trip = Trip(Place(country="KEN"), frozenset({"Anna Roe"}))
    options = options_of_meeting(replace(read(TOUR), destinations=(trip,)), extractor)
    assert "party visits=True of any=True" in options["NOR"].features
    assert "party visits=False of any=True" in options["KEN"].features
