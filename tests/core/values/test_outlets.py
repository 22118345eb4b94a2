import pytest

from streams.core.lexicon.outlets import home_country

HOMES = [
    ("Dawn", None, "PAK"),
    ("APP via UrduPoint", None, "PAK"),
    ("AFP, Daily Sabah", None, "TUR"),
    ("US Department of State (press release RSS)", None, "USA"),
    ("Press Information Bureau, Government of India", None, "IND"),
    ("President's Media Division, Sri Lanka", None, "LKA"),
    ("President’s Media Division", None, "LKA"),
    ("Reuters", None, None),
    ("The Gulf Guardian (Bahrain)", None, "BHR"),
    ("Niger Delta Weekly (Nigeria)", None, "NGA"),
    ("The Island Wire (Online)", None, None),
    ("", "https://www.bbc.co.uk/news/world-1", "GBR"),
    ("Daily Mirror", "https://www.dailymirror.lk/story", "LKA"),
    ("Kyodo News", "https://www.msn.com/x", "JPN"),
    ("Coast Weekly", "https://coastweekly.co.ke/a", "KEN"),
    ("Ministry of Trade, Kenya", None, "KEN"),
    ("ndtv.com", None, "IND"),
    ("A Paper", "http://[broken", None),
    ("", None, None),
]


@pytest.mark.parametrize(("source", "url", "country"), HOMES, ids=[f"{source}-{url}" for source, url, _ in HOMES])
def test_an_outlet_has_a_home(source: str, url: str | None, country: str | None) -> None:
    assert home_country(source, url) == country
