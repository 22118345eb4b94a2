import pytest

from schemas.sectors import CRS_CODES, Sector
from streams.core.lexicon.sectors import words_of
from streams.core.values.sectors import crs_codes, prominence_of, scores_of, sectors_of

SECTORS = [
    ("cooperation in information technology and renewable energy", {Sector.COMMUNICATIONS, Sector.ENERGY}),
    ("modernising agriculture, textiles and minerals", {Sector.AGRICULTURE, Sector.INDUSTRY, Sector.MINING}),
    ("a scholarship programme for students", {Sector.EDUCATION}),
    ("a vaccine plant for the hospitals", {Sector.HEALTH}),
    ("clean drinking water and sanitation", {Sector.WATER}),
    ("free elections and human rights", {Sector.GOVERNANCE}),
    ("a ceasefire along the front", {Sector.SECURITY}),
    ("social protection of the poor", {Sector.SOCIAL}),
    ("an exhibition at the museum", {Sector.CULTURE}),
    ("a railway to the coast", {Sector.TRANSPORT}),
    ("debt restructuring", {Sector.FINANCE}),
    ("foreign investment", {Sector.BUSINESS}),
    ("lower tariffs on exports", {Sector.TRADE}),
    ("more tourists and hotels", {Sector.TOURISM}),
    ("fewer emissions against climate change", {Sector.ENVIRONMENT}),
    ("tents for refugees", {Sector.HUMANITARIAN}),
    ("a lunar mission of the scientists", {Sector.SCIENCE}),
    ("affordable housing", {Sector.CONSTRUCTION}),
    ("the Minister of Agriculture spoke of exports", {Sector.TRADE}),
    ("the defence minister met the envoy", {Sector.SECURITY}),
    ("Foreign Minister Roe met the envoy", set()),
    ("the Security Council met", set()),
    ("lower minimum wage for pensioners", {Sector.SOCIAL}),
    ("cheaper facemasks for the NHS", {Sector.HEALTH}),
    ("a longer runway for the airlines", {Sector.TRANSPORT}),
    ("load-shedding, megawatts and solar panels", {Sector.ENERGY}),
    ("smartphones and submarine cables", {Sector.COMMUNICATIONS}),
    ("asylum, amnesty and fair ballots", {Sector.GOVERNANCE}),
    ("submarines and frigates", {Sector.SECURITY}),
    ("landlords and tenants", {Sector.CONSTRUCTION}),
    ("smallholders and the harvest", {Sector.AGRICULTURE}),
    ("carbon credits and wetlands", {Sector.ENVIRONMENT}),
    ("survivors of the volcano were airlifted", {Sector.HUMANITARIAN}),
    ("theme parks and tour operators", {Sector.TOURISM}),
    ("eurobonds and creditors", {Sector.FINANCE}),
    ("a shared aquifer", {Sector.WATER}),
    ("a phone call", set()),
    ("talks to bridge the gap", set()),
    ("the architect of the plan", set()),
    ("confidence-building", set()),
    ("a climate of fear", set()),
    ("they came to power", set()),
    ("a fruitful talk", set()),
    ("the last resort", set()),
    ("", set()),
]


@pytest.mark.parametrize(("text", "sectors"), SECTORS, ids=[text for text, _ in SECTORS])
def test_sectors_are_those_stated(text: str, sectors: set[Sector]) -> None:
    assert set(sectors_of(text)) == sectors


def test_the_strongest_comes_first() -> None:
    assert sectors_of("trade, and schools, teachers and students")[0] is Sector.EDUCATION


def test_codes_have_five_digits_where_the_text_names_the_purpose() -> None:
    text = "debt relief and energy"
    assert crs_codes((Sector.FINANCE, Sector.ENERGY), text) == ("60020", *CRS_CODES[Sector.ENERGY])


def test_the_longest_word_hides_shorter_ones() -> None:
    assert [text for word in words_of("food security") for text in ["food security"[word.start : word.end]]] == [
        "food security"
    ]


def test_words_of_little_weight_count_where_topics_are_listed() -> None:
    assert sectors_of("The media were there.") == ()
    assert sectors_of("They agreed on cooperation in media and customs.") == (Sector.CULTURE, Sector.TRADE)


def test_weights_are_given_for_sectors_that_are_hardly_stated() -> None:
    assert scores_of("The media were there.") == {Sector.CULTURE: 0.5}


def test_what_several_texts_dwell_on_comes_first() -> None:
    texts = ("New schools", "Teachers and students spoke of tariffs.", "It rained.")
    education, trade = prominence_of(scores_of(text) for text in texts).items()
    assert education[0] is Sector.EDUCATION
    assert (education[1].rank, education[1].sentences) == (0, 2)
    assert trade[0] is Sector.TRADE
    assert (trade[1].rank, trade[1].sentences) == (1, 1)
    assert education[1].share + trade[1].share == pytest.approx(1.0)


def test_texts_without_sectors_dwell_on_none() -> None:
    assert prominence_of([scores_of("It rained.")]) == {}
