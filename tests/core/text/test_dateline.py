from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.text.dateline import inline_dateline, read_opening

PUBLISHED = date(2024, 5, 9)

DATELINES = [
    ("BEIJING, May 8 (Xinhua) -- ", "Beijing", "CHN", "2024-05-08"),
    ("RIYADH: ", "Riyadh", "SAU", None),
    ("ISLAMABAD – ", "Islamabad", "PAK", None),
    ("BEIJING, (APP - UrduPoint / Pakistan Point News - 9th May, 2024) ", "Beijing", "CHN", "2024-05-09"),
    ("Luanda -", "Luanda", "AGO", None),
    ("KYIV, Ukraine (AP) — ", "Kyiv", "UKR", None),
    ("May 7 (Reuters) - ", None, None, "2024-05-07"),
    ("China, March 26 (Daily Mirror) -  ", None, "CHN", "2024-03-26"),
    ("WASHINGTON D.C.: ", "Washington", "USA", None),
    ("Port-au-Prince, Haiti – 27 October 2025 – ", "Port-au-Prince", "HTI", "2025-10-27"),
    ("Addis Ababa— ", "Addis Ababa", "ETH", None),
    ("Washington (CNN) ", "Washington", "USA", None),
    ("AUGUSTA, Me. (AP) — ", "Augusta", "USA", None),
    ("SMALLTOWN, N.J./WASHINGTON (Reuters) - ", "Smalltown", "USA", None),
    ("NEW DELHI, Dec 1, 2023 (ANI): ", "New Delhi", "IND", "2023-12-01"),
    ("New Delhi [India], May 9 (ANI): ", "New Delhi", "IND", "2024-05-09"),
    ("ISLAMABAD, May 9 (APP):", "Islamabad", "PAK", "2024-05-09"),
    ("FENTALE, Ethiopia — ", "Fentale", "ETH", None),
    ("GENEVA/NEW YORK (9 May 2024) – ", "Geneva", "CHE", "2024-05-09"),
    ("YEREVAN, MAY 9, ARMENPRESS. ", "Yerevan", "ARM", "2024-05-09"),
    ("Lagos, Nigeria | AFP | ", "Lagos", "NGA", None),
    ("Nairobi, Kenya - ", "Nairobi", "KEN", None),
    ("AGENCIES | Rabat – ", "Rabat", "MAR", None),
    ("RIO DE JANEIRO (AP) — ", "Rio de Janeiro", "BRA", None),
]


@pytest.mark.parametrize(("opening", "city", "country", "day"), DATELINES, ids=[opening for opening, *_ in DATELINES])
def test_a_dateline_gives_place_and_day(opening: str, city: str | None, country: str | None, day: str | None) -> None:
    read = read_opening(opening + "The two sides agreed.", PUBLISHED)
    assert read.length == len(opening)
    assert read.dateline is not None
    assert (read.dateline.place.city, read.dateline.place.country) == (city, country)
    assert (str(read.dateline.day) if read.dateline.day else None) == day


@pytest.mark.parametrize("opening", ["(Reuters) - ", "(CNN) ", "EXAMPLEWIRE – "])
def test_an_agency_alone_is_taken_off(opening: str) -> None:
    assert read_opening(opening + "The two sides agreed.", PUBLISHED) == (None, len(opening))


NO_DATELINES = [
    "UN chief: talks failed",
    "ROE: Let me ask you.",
    "President Roe met President Doe.",
    "US-China talks: what next",
    "China - the biggest economy - grew.",
    "Jane Roe — the president — said so.",
    "“We will” — so Roe.",
    "On March 7-8, 2022, the envoy met them.",
    "Ukraine: Russia said so.",
    "",
]


@pytest.mark.parametrize("text", NO_DATELINES)
def test_what_only_looks_like_a_dateline_is_none(text: str) -> None:
    assert read_opening(text, PUBLISHED) == (None, 0)


def test_a_dateline_may_follow_a_headline() -> None:
    place = inline_dateline("Talks end without a deal. MOSCOW — Envoys left.")
    assert place is not None
    assert (place.city, place.country) == ("Moscow", "RUS")


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    assert 0 <= read_opening(text, PUBLISHED).length <= len(text)
