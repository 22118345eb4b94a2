"""What an event shares with a surer one of its type: the features by which a second telling is known."""

from collections.abc import Callable

import pytest

from schemas.article import Article
from schemas.facts import Actor, ActorKind, EventType
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.events import propose
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.merging.assignment import Assignment
from streams.core.extraction.merging.duplicates import duplicate_features
from tests.core.events.reading import read_whole

TEXT = "Kenya and Uganda held talks in Arusha on Monday.\n\nThe talks with Uganda were cordial."
Tell = Callable[[int], Report]


@pytest.fixture(scope="module")
def tell(extractor: Extractor) -> Tell:
    """Return the report of a meeting in a sentence of the text."""
    analysed = read_whole(Article(text=TEXT), extractor)

    def report(number: int) -> Report:
        sent = analysed.sents[number]
        candidate = next(c for c in propose(sent, extractor.book) if c.type is EventType.MEETING)
        features = {"det:the": 1.0} if number else {}
        return Report(candidate, sent, features, 0.9 - number / 10, ())

    return report


def cast(**countries: str) -> Assignment:
    return Assignment(tuple(Actor(name=n, country=c, kind=ActorKind.GOVERNMENT) for n, c in countries.items()), ())


@pytest.mark.parametrize(
    ("people", "countries", "names"),
    [
        pytest.param({"Kenya": "KEN", "Uganda": "UGA"}, "equal", "equal", id="the same parties"),
        pytest.param({"Uganda": "UGA"}, "within", "within", id="one of the parties"),
        pytest.param({"Nairobi": "KEN", "Uganda": "UGA"}, "equal", "some", id="the same countries by other names"),
        pytest.param({"Uganda": "UGA", "Peru": "PER"}, "some", "some", id="one of the parties with another"),
        pytest.param({"Peru": "PER"}, "none", "none", id="others"),
        pytest.param({}, "unknown", "unknown", id="nobody"),
    ],
)
def test_how_the_parties_of_two_tellings_lie_to_each_other(
    people: dict[str, str], countries: str, names: str, tell: Tell
) -> None:
    surer = ((tell(0),), cast(Kenya="KEN", Uganda="UGA"))
    found = set(duplicate_features(((tell(1),), cast(**people)), [surer], [0.2]))
    assert {f"twin countries={countries}", f"twin names={names}", f"twin countries={countries}&takes up=True"} <= found


def test_the_twin_is_the_likest_rival(tell: Tell) -> None:
    ours, other = cast(Kenya="KEN", Uganda="UGA"), cast(Peru="PER")
    found = set(duplicate_features(((tell(1),), ours), [((tell(0),), other), ((tell(0),), ours)], [0.3, 0.1]))
    assert "twin countries=equal" in found
    assert "twins of the same countries=1" in found


def test_the_surest_of_its_type_has_no_twin(tell: Tell) -> None:
    assert list(duplicate_features(((tell(0),), cast(Kenya="KEN")), [], [])) == ["no twin"]
