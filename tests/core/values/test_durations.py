import pytest

from streams.core.values.durations import Told, find_durations

TOLD = [
    ("She arrived on Monday for a three-day visit.", "visit", 3, Told.BEGINS),
    ("The king will pay a 10-day, official state visit to Chad.", "visit", 10, Told.BEGINS),
    ("He began a four day tour of the coast.", "tour", 4, Told.BEGINS),
    ("The envoy wrapped up a two-day trip to Quito.", "trip", 2, Told.ENDED),
    ("He flew home on Friday after his five-day visit to Oslo.", "visit", 5, Told.ENDED),
    ("She returned on Sunday from her two-day trip to Peru.", "trip", 2, Told.ENDED),
    ("The two-day summit in Abuja ended on Friday.", "summit", 2, Told.ENDED),
    ("They met during the minister's three-day visit.", "visit", 3, Told.WITHIN),
    ("On the last day of his three-day visit he thanked them.", "visit", 3, Told.WITHIN),
]


@pytest.mark.parametrize(("text", "noun", "days", "told"), TOLD, ids=[text for text, *_ in TOLD])
def test_how_long_something_lasts_and_whether_it_is_over(text: str, noun: str, days: int, told: Told) -> None:
    [found] = find_durations(text)
    assert (text[found.start : found.end], found.days, found.told) == (noun, days, told)


@pytest.mark.parametrize(
    "text",
    [
        "The 11-day war is over.",
        "A one-day visit is over on the day.",
        "A 90-day visit is no trip.",
        "Two days later the visit began.",
    ],
)
def test_what_is_no_duration_of_an_event(text: str) -> None:
    assert find_durations(text) == ()
