"""What the confidence of an event is judged by: how it is told, who takes part, and what else the article tells."""

from collections.abc import Callable, Sequence
from math import log

import pytest

from schemas.article import Article
from schemas.facts import Actor, ActorKind
from streams.core.extraction.arguments.participants import Participation
from streams.core.extraction.arguments.reach import Seen
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.events import propose
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.learned.linear import Features
from streams.core.extraction.merging.assignment import Assignment, EventCandidate
from streams.core.extraction.merging.clustering import SameEventScorer
from streams.core.extraction.merging.confidence import COUNTED, event_features
from tests.core.events.reading import read_whole

SHORT = "Kenya met Uganda in Arusha."
AND_SIGNED = "Kenya met Uganda, met Peru, met Chile and met Ghana and signed a treaty with Togo."
OF_WORDS = {n: "Kenya met Uganda" + " again" * (n - 4) + "." for n in (9, 10, 19, 20, 34, 35)}
TEXT = [*[SHORT] * 13, AND_SIGNED, *OF_WORDS.values()]
LONG = {n: 14 + place for place, n in enumerate(OF_WORDS)}
"""The sentence of so many words and marks."""

PEOPLE = {
    each.name: each
    for each in (
        Actor(name="Kenya", kind=ActorKind.GOVERNMENT, country="KEN"),
        Actor(name="Kipro", kind=ActorKind.PERSON, country="KEN"),
        Actor(name="Uganda", kind=ActorKind.GOVERNMENT, country="UGA"),
        Actor(name="Peru", kind=ActorKind.GOVERNMENT, country="PER"),
        Actor(name="Chile", kind=ActorKind.GOVERNMENT, country="CHL"),
        Actor(name="Berg", kind=ActorKind.PERSON),
        Actor(name="Lund", kind=ActorKind.PERSON),
        Actor(name="Dahl", kind=ActorKind.PERSON),
    )
}
Tell = Callable[..., Report]


@pytest.fixture(scope="module")
def tell(extractor: Extractor) -> Tell:
    """Return a report of a sentence; `word` tells which of its words, `parts` who takes part and how likely."""
    sents = read_whole(Article(text="\n\n".join(TEXT)), extractor).sents

    def of_sentence(n: int, probability: float = 0.8, word: int = 0, kind: str = "meeting", **parts: float) -> Report:
        candidate = [c for c in propose(sents[n], extractor.book) if c.type.value == kind][word]
        seen = tuple(_part(name, likely) for name, likely in parts.items())
        return Report(candidate, sents[n], {}, probability, seen)

    return of_sentence


def _part(name: str, probability: float) -> Participation:
    return Participation(PEOPLE[name], probability, 0.0, Seen(PEOPLE[name], None, None, 0))


def event(*reports: Report, actors: str = "Kenya", recipients: str = "") -> EventCandidate:
    return reports, Assignment(*(tuple(PEOPLE[name] for name in names.split()) for names in (actors, recipients)))


class Alike(SameEventScorer):
    """Says how like an event is to each surer one, in turn."""

    def __init__(self, *how_well: float) -> None:
        self._how_well = iter(how_well)

    def fit(self, _group: Sequence[Report], _report: Report, _least: float = 0.0) -> float:
        return next(self._how_well, 0.0)


def told(
    one: EventCandidate, *others: EventCandidate, sentences: int = 9, same: SameEventScorer | None = None
) -> Features:
    return event_features(one, [one, *others], sentences, same or Alike())


def value(found: Features, name: str) -> str:
    """Return the value of the one feature of a name."""
    (only,) = (each.removeprefix(f"{name}=") for each in found if each.startswith(f"{name}="))
    assert f"meeting {name}={only}" in found, "said of the type as well"
    return only


@pytest.mark.parametrize(("reports", "expected"), [(1, "1"), (2, "2"), (4, "4"), (5, "4")])
def test_how_often_it_is_told(reports: int, expected: str, tell: Tell) -> None:
    assert value(told(event(*(tell(n) for n in range(reports)))), "told") == expected


@pytest.mark.parametrize(("reports", "expected"), [(1, "1"), (2, "2"), (3, "3"), (4, "3")])
def test_in_how_many_paragraphs_it_is_told(reports: int, expected: str, tell: Tell) -> None:
    assert value(told(event(*(tell(n) for n in range(reports)))), "paragraphs told") == expected
    assert value(told(event(tell(13), tell(13, word=1))), "paragraphs told") == "1"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [(0, "0"), (1, "1"), (2, "1"), (3, "2"), (5, "2"), (6, "3"), (11, "3"), (12, "4"), (15, "4")],
)
def test_where_it_is_told_first(sentence: int, expected: str, tell: Tell) -> None:
    assert value(told(event(tell(sentence))), "first at") == expected
    assert value(told(event(tell(16), tell(sentence))), "first at") == expected


@pytest.mark.parametrize(("words", "expected"), [(9, 0), (10, 1), (19, 1), (20, 2), (34, 2), (35, 3)])
def test_how_long_its_sentence_is(words: int, expected: int, tell: Tell) -> None:
    report = tell(LONG[words])
    assert len(report.candidate.parse.tokens) == words
    assert value(told(event(report)), "words") == str(expected)


def test_how_its_surest_report_tells_it(tell: Tell) -> None:
    report = tell(0)
    features = {"rule=a": 1.0, "tense=VBD": 1.0, "lemma=meet&x": 1.0, "det:the": 1.0, "has=road": 1.0}
    said = Report(report.candidate, report.sent, features, 0.8, ())
    found = told(event(said, tell(1)))
    assert {"rule=a", "tense=VBD"} <= found.keys()
    assert not {"lemma=meet&x", "det:the", "has=road"} & found.keys()


NAMES = [
    pytest.param("Kenya", "", {"actors": "1", "recipients": "0", "countries": "1", "persons": "0"}, id="one"),
    pytest.param("Kenya Uganda", "", {"actors": "2", "countries": "2"}, id="two"),
    pytest.param("Kenya Kipro Uganda", "", {"actors": "3", "countries": "2", "persons": "1"}, id="three of two"),
    pytest.param("Kenya Uganda Peru Chile", "", {"actors": "3", "countries": "3"}, id="four"),
    pytest.param("Kenya Kipro Uganda Peru Chile", "", {"actors": "4", "countries": "3"}, id="five"),
    pytest.param("Kenya", "Uganda", {"actors": "1", "recipients": "1", "countries": "2"}, id="one receives"),
    pytest.param("Kenya", "Uganda Peru", {"recipients": "2", "countries": "3"}, id="two receive"),
    pytest.param("Kenya", "Uganda Peru Chile", {"recipients": "2", "countries": "3"}, id="three receive"),
    pytest.param("Berg", "", {"countries": "0", "nameless": "True", "persons": "1"}, id="of no country"),
    pytest.param("Kenya", "", {"nameless": "False"}, id="of a country"),
    pytest.param("Berg Lund Dahl", "", {"persons": "3"}, id="three persons"),
    pytest.param("Berg Lund Dahl Kipro", "", {"persons": "3", "countries": "1"}, id="four persons"),
]


@pytest.mark.parametrize(("actors", "recipients", "expected"), NAMES)
def test_who_takes_part(actors: str, recipients: str, expected: dict[str, str], tell: Tell) -> None:
    found = told(event(tell(0), actors=actors, recipients=recipients))
    assert {name: value(found, name) for name in expected} == expected


def test_which_kinds_of_actors_take_part(tell: Tell) -> None:
    found = told(event(tell(0), actors="Kipro", recipients="Uganda"))
    assert {name for name in found if name.startswith("has ")} == {"has person", "has government"}


@pytest.mark.parametrize(
    ("likely", "expected"),
    [((0.7, 0.69), "1"), ((0.9, 0.7, 0.1), "2"), ((0.9,) * 3, "3"), ((0.9,) * 4, "3"), ((), "0")],
)
def test_how_many_surely_take_part(likely: tuple[float, ...], expected: str, tell: Tell) -> None:
    parts = dict(zip(PEOPLE, likely, strict=False))
    assert value(told(event(tell(0, **parts))), "sure") == expected


@pytest.mark.parametrize(
    ("surer", "bucket"), [(0, "0"), (1, "1"), (2, "2"), (3, "2"), (4, "3"), (6, "3"), (7, "4"), (9, "4")]
)
def test_how_many_of_its_type_are_surer(surer: int, bucket: str, tell: Tell) -> None:
    others = [event(tell(n, 0.9)) for n in range(1, surer + 1)]
    assert value(told(event(tell(0, 0.5)), *others), "surer ones") == bucket


@pytest.mark.parametrize(
    ("other", "is_surer"),
    [
        ({"n": 2, "probability": 0.81}, True),
        ({"n": 2, "probability": 0.79}, False),
        ({"n": 0, "probability": 0.8}, True),
        ({"n": 2, "probability": 0.8}, False),
        ({"n": 13, "probability": 0.9, "kind": "agreement"}, False),
    ],
    ids=["likelier", "less likely", "told before", "told after", "of another type"],
)
def test_which_are_surer(other: dict[str, object], is_surer: bool, tell: Tell) -> None:
    found = told(event(tell(1, 0.8)), event(tell(**other)))
    assert value(found, "surer ones") == str(int(is_surer))


def test_of_one_sentence_the_first_word_is_surer(tell: Tell) -> None:
    first, second = (event(tell(13, 0.8, word)) for word in (0, 1))
    assert value(told(second, first), "surer ones") == "1"
    assert value(told(first, second), "surer ones") == "0"


@pytest.mark.parametrize(("sharing", "bucket"), [(0, "0"), (1, "1"), (2, "2"), (3, "2"), (4, "3")])
def test_with_how_many_surer_ones_it_shares_countries(sharing: int, bucket: str, tell: Tell) -> None:
    others = [event(tell(n, 0.9, Kenya=0.9, Peru=0.9)) for n in range(1, sharing + 1)]
    others += [event(tell(9, 0.9, Chile=0.9))]
    assert value(told(event(tell(0, 0.5, Kenya=0.9)), *others), "shares countries with") == bucket


@pytest.mark.parametrize(("sharing", "bucket"), [(0, "0"), (1, "1"), (2, "2"), (3, "2")])
def test_with_how_many_surer_ones_it_shares_all_names(sharing: int, bucket: str, tell: Tell) -> None:
    others = [event(tell(n, 0.9, Kenya=0.9)) for n in range(1, sharing + 1)]
    others += [event(tell(9, 0.9, Kipro=0.9))]
    assert value(told(event(tell(0, 0.5, Kenya=0.9)), *others), "shares all names with") == bucket


@pytest.mark.parametrize(("here", "expected"), [(0, "0"), (1, "1"), (3, "3"), (4, "3")])
def test_how_many_others_its_sentence_tells(here: int, expected: str, tell: Tell) -> None:
    kinds = [("meeting", 1), ("meeting", 2), ("meeting", 3), ("agreement", 0)][:here]
    others = [event(tell(13, 0.5, word, kind)) for kind, word in kinds]
    found = told(event(tell(13)), *others, event(tell(2)))
    assert value(found, "others here") == expected
    assert {name for name in found if name.startswith("beside ")} == {f"beside {kind}" for kind, _ in kinds}


def test_numbers(tell: Tell) -> None:
    one = event(tell(0, 0.5, Kenya=0.7, Uganda=0.9, Peru=0.1), tell(1, 0.2))
    found = told(one, event(tell(2, 0.8)), event(tell(3, 0.6)), same=Alike(0.1, 0.3))
    assert found["logit"] == pytest.approx(0.0)
    assert found["all"] == pytest.approx(log(0.6 / 0.4)), "one of both is right"
    assert (found["twin"], found["best part"], found["second part"]) == (0.3, 0.9, 0.7)
    assert found["best here"] == pytest.approx(log(4)), "of the likeliest event"
    assert found["told=2"] == found["meeting told=2"] == found[f"{COUNTED}meeting"] == 1.0
    assert found["meeting twin"] == 0.3
    assert told(event(tell(0)))["best part"] == 0.0
    alone = told(event(tell(0, Kenya=0.9)))
    assert (alone["twin"], alone["best part"], alone["second part"]) == (0.0, 0.9, 0.0)


def test_certainty_has_an_end(tell: Tell) -> None:
    assert told(event(tell(0, 1.0)))["logit"] == pytest.approx(log(0.9999 / 0.0001))


def test_counts(tell: Tell) -> None:
    one = event(tell(4, 0.2), tell(3, 0.6), actors="Kenya Kipro Berg", recipients="Uganda")
    found = told(one, event(tell(2, 0.8)), event(tell(13, 0.4, kind="agreement")), sentences=17)
    assert {name.removeprefix(COUNTED): value for name, value in found.items() if name.startswith(COUNTED)} == (
        pytest.approx(
            {
                "meeting": 1.0, "reports": 2, "surest report": 0.6, "second report": 0.2, "sum of reports": 0.8,
                "first sentence": 3, "actors": 3, "recipients": 1, "countries": 2, "events": 3, "surest event": 0.8,
                "second event": 0.4, "sum of events": 1.4, "mean of events": 1.4 / 3, "events of the type": 2,
                "sum of the type": 1.0, "chance of the sentence": log(9999), "best chance of its sentences": log(9999),
                "best chance of all": log(9999), "sum of chances": 4.0, "sentences": 17,
            }
        )
    )  # fmt: skip
    alone = told(event(tell(0)))
    assert (alone[f"{COUNTED}second report"], alone[f"{COUNTED}second event"]) == (0.0, 0.0)
