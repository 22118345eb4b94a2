"""Which reports of an article are one event: how well they fit decides, but for scenes, journeys and destinations."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, cast

import pytest

from schemas.article import Article
from schemas.facts import EventType
from streams.core.extraction.arguments.participants import Participation
from streams.core.extraction.arguments.reach import within_reach
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.events import propose
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.learned.linear import Features, LinearModel
from streams.core.extraction.merging.clustering import SameEventScorer, cluster
from streams.core.extraction.model import Finding
from tests.core.events.reading import read_whole


class Told(NamedTuple):
    """A report: the sentence and the word that tell it, the countries that surely take part, where a visit goes."""

    sentence: int
    word: str
    who: str = ""
    destination: str | None = None


Tell = Callable[..., list[Report]]


@pytest.fixture(scope="module")
def tell(extractor: Extractor) -> Tell:
    """Return reports of an article, each a little less likely than the one before."""

    def of_text(text: str, *told: Told) -> list[Report]:
        analysed = read_whole(Article(text=text), extractor)
        reports = []
        for n, each in enumerate(told):
            sent = analysed.sents[each.sentence]
            candidate = next(
                c
                for c in propose(sent, extractor.book)
                if c.parse.tokens[c.trigger].text == each.word
                and (each.destination is None or (c.destination and c.destination.country == each.destination))
            )
            who = each.who.split()
            parts = tuple(
                Participation(s.actor, 0.9 if s.actor.country in who else 0.01, 0.0, s)
                for s in within_reach(candidate, sent, analysed)
            )
            reports.append(Report(candidate, sent, {}, 0.9 - n / 100, parts))
        return reports

    return of_text


class Fits(SameEventScorer):
    """Says how well a report fits the group that another began; keeps the promise about what is not worked out."""

    def __init__(self, reports: Sequence[Report], how_well: Mapping[str, float]) -> None:
        self._letters = {id(report): letter for report, letter in zip(reports, "abcdefg", strict=False)}
        self._how_well = how_well

    def letters(self, group: Sequence[Report]) -> str:
        return "".join(self._letters[id(report)] for report in group)

    def fit(self, group: Sequence[Report], report: Report, least: float = 0.0) -> float:
        value = self._how_well.get(self.letters((group[0], report)), 0.0)
        return value if value > least else 0.0


def groups(reports: Sequence[Report], **how_well: float) -> list[str]:
    """Return each event's reports, `a` being the likeliest; `ab=0.6`: b fits the group of a so well, else 0."""
    fits = Fits(reports, how_well)
    return [fits.letters(group) for group in cluster(reports[::-1], fits)]


TWICE = "Kenya and Uganda held talks in Arusha on Monday.\n\nThe presidents met again on Tuesday.\n\nA summit followed."


@pytest.mark.parametrize(
    ("fits", "expected"), [(0.46, ["ab"]), (0.45, ["a", "b"]), (0.44, ["a", "b"])], ids=["more", "as much", "less"]
)
def test_a_report_joins_the_event_that_it_fits_better_than_nearly_even(
    fits: float, expected: list[str], tell: Tell
) -> None:
    assert groups(tell(TWICE, Told(0, "talks"), Told(1, "met")), ab=fits) == expected


@pytest.mark.parametrize(
    ("how_well", "expected"),
    [
        ({"ac": 0.6, "bc": 0.8}, ["a", "bc"]),
        ({"ac": 0.8, "bc": 0.6}, ["ac", "b"]),
        ({"ac": 0.6, "bc": 0.6}, ["ac", "b"]),
        ({"ab": 0.6, "bc": 0.9}, ["ab", "c"]),
        ({"ab": 0.6, "ac": 0.6}, ["abc"]),
    ],
    ids=["the better", "the surer", "the surer of equals", "only by the surest of it", "both"],
)
def test_of_two_events_a_report_joins_the_one_that_it_fits_best(
    how_well: dict[str, float], expected: list[str], tell: Tell
) -> None:
    reports = tell(TWICE, Told(0, "talks"), Told(1, "met"), Told(2, "summit"))
    assert groups(reports, **how_well) == expected


def test_events_of_two_types_are_two(tell: Tell) -> None:
    text = "Kenya and Uganda held talks in Arusha on Monday.\n\nThey signed an agreement on roads."
    assert groups(tell(text, Told(0, "talks"), Told(1, "agreement")), ab=1.0) == ["a", "b"]


def test_equally_likely_reports_are_taken_in_the_order_of_the_text(tell: Tell) -> None:
    text = "The Kenyan minister arrived in Oslo and flew to Riga on Monday.\n\nHe visited Tallinn on Tuesday."
    reports = tell(text, Told(0, "arrived"), Told(0, "flew"), Told(1, "visited"))
    same = [Report(r.candidate, r.sent, {}, 0.8, r.parts) for r in reports]
    assert groups(same) == ["a", "b", "c"]
    assert groups(same, ab=0.9, ac=0.9) == ["abc"]


TALKS = "Kenya and Uganda held talks in Arusha on Monday."
SCENES = [
    pytest.param("During the talks the minister of Kenya praised the roads.", "talks", "KEN", True, id="during"),
    pytest.param("After the talks the minister of Kenya praised the roads.", "talks", "KEN", True, id="after"),
    pytest.param("Kenya spoke of roads at the summit.", "summit", "KEN", True, id="at"),
    pytest.param("The press was told of roads after the talks.", "talks", "", True, id="nobody is named"),
    pytest.param("Kenya spoke after the talks with Uganda.", "talks", "KEN UGA", False, id="the same countries"),
    pytest.param("Kenya spoke after the talks with Peru.", "talks", "PER", False, id="another country"),
    pytest.param("Kenya praised the talks.", "talks", "KEN", False, id="told for itself"),
    pytest.param("Kenya spoke after the talks in Kampala.", "talks", "KEN", False, id="in another city"),
    pytest.param("The press was told of it after the talks in Peru.", "talks", "", False, id="in another country"),
    pytest.param("Kenya spoke after the talks in Arusha.", "talks", "KEN", True, id="in the same city"),
    pytest.param(
        "Kenya said so in a statement published in the week after the talks.", "talks", "KEN", True, id="further down"
    ),
]


@pytest.mark.parametrize(("text", "word", "who", "is_scene"), SCENES)
def test_a_sentence_that_sets_its_scene_by_an_event_joins_it_however_little_it_fits(
    text: str, word: str, who: str, is_scene: bool, tell: Tell
) -> None:
    expected = ["ab"] if is_scene else ["a", "b"]
    assert groups(tell(f"{TALKS}\n\n{text}", Told(0, "talks", "KEN UGA"), Told(1, word, who))) == expected
    assert groups(tell(f"{text}\n\n{TALKS}", Told(0, word, who), Told(1, "talks", "KEN UGA"))) == expected


def test_a_scene_is_only_the_scene_of_an_event_that_is_told_later_if_nothing_else_is(tell: Tell) -> None:
    scene, again, event = tell(
        f"After the talks the minister of Kenya was pleased.\n\nThe talks went well.\n\n{TALKS}",
        Told(0, "talks", "KEN"),
        Told(1, "talks"),
        Told(2, "talks", "KEN UGA"),
    )
    assert groups([scene, event]) == ["ab"]
    assert groups([scene, again, event], ab=0.9) == ["ab", "c"]


def test_where_no_country_is_known_a_scene_names_fewer_people(tell: Tell) -> None:
    text = "Ola Berg and Kofi Boadu held talks on Monday.\n\nAfter the talks Ola Berg praised the roads."
    event, scene = (
        _by_name(report, names)
        for report, names in zip(
            tell(text, Told(0, "talks"), Told(1, "talks")), (("Berg", "Boadu"), ("Berg",)), strict=True
        )
    )
    assert groups([event, scene]) == ["ab"]
    assert groups([event, _by_name(scene, ("Berg", "Boadu"))]) == ["a", "b"]


def _by_name(report: Report, names: tuple[str, ...]) -> Report:
    parts = tuple(
        p._replace(
            actor=p.actor.model_copy(update={"country": None}),
            probability=0.9 if p.actor.name.split()[-1] in names else 0.1,
        )
        for p in report.parts
    )
    return Report(report.candidate, report.sent, {}, report.probability, parts)


def test_a_scene_joins_its_event_before_another_that_it_would_fit_better(tell: Tell) -> None:
    """And of two events whose scene it could be the better: how it fits them is worked out to the end."""
    text = (
        "Peru and Chile held a summit in Lima on Sunday.\n\nKenya and Uganda held talks in Arusha on Monday.\n\n"
        "Kenya and Rwanda held talks in Arusha on Tuesday.\n\nDuring talks in Arusha Kenya praised the roads."
    )
    told = (
        Told(0, "summit", "PER CHL"),
        Told(1, "talks", "KEN UGA"),
        Told(2, "talks", "KEN RWA"),
        Told(3, "talks", "KEN"),
    )
    assert groups(tell(text, *told), ad=0.9, bd=0.5, cd=0.3) == ["a", "bd", "c"]
    assert groups(tell(text, *told), ad=0.9, bd=0.3, cd=0.5) == ["a", "b", "cd"]


JOURNEYS = [
    pytest.param(Told(0, "arrived", "KEN", "NOR"), Told(0, "visit", "", "NOR"), True, id="one names nobody"),
    pytest.param(Told(0, "arrived", "", "NOR"), Told(0, "visit", "KEN", "NOR"), True, id="the other names nobody"),
    pytest.param(Told(0, "arrived", "KEN", "NOR"), Told(0, "visit", "KEN", "NOR"), False, id="both name who travels"),
    pytest.param(Told(0, "arrived", "KEN", "NOR"), Told(1, "visited", "", "NOR"), False, id="in another sentence"),
    pytest.param(Told(2, "arrived", "KEN", "NOR"), Told(2, "flew", "", "LVA"), False, id="to another country"),
    pytest.param(Told(3, "arrived", "KEN"), Told(3, "visit", ""), False, id="nobody says where to"),
]


@pytest.mark.parametrize(("first", "second", "is_one"), JOURNEYS)
def test_a_journey_that_a_sentence_names_again_is_one(first: Told, second: Told, is_one: bool, tell: Tell) -> None:
    text = (
        "The Kenyan minister arrived in Oslo for a visit, the first since 2019.\n\nHe visited Oslo.\n\n"
        "The Kenyan minister arrived in Oslo and flew to Riga.\n\nThe Kenyan minister arrived for a visit."
    )
    assert groups(tell(text, first, second)) == (["ab"] if is_one else ["a", "b"])


class Says:
    """A model that says probabilities in turn, and how often it was asked."""

    def __init__(self, *probabilities: float) -> None:
        self.probabilities = list(probabilities)
        self.asked = 0

    def probability(self, _features: Features) -> float:
        self.asked += 1
        return self.probabilities[self.asked - 1]


def scorer(model: Says, kind: str = "meeting") -> SameEventScorer:
    return SameEventScorer(cast("Mapping[EventType, LinearModel]", {EventType(kind): model}))


@pytest.mark.parametrize(
    ("members", "least", "said", "fit", "asked"),
    [
        pytest.param(1, 0.0, (0.9,), 0.9, 1, id="one"),
        pytest.param(2, 0.0, (0.75, 0.25), 0.5, 2, id="two: their mean"),
        pytest.param(3, 0.0, (0.75, 0.25), 0.5, 2, id="of three the two surest"),
        pytest.param(2, 0.5, (0.25, 1.0), 0.625, 2, id="it can be more, and is"),
        pytest.param(2, 0.625, (0.25,), 0.125, 1, id="it can be no more"),
        pytest.param(2, 0.75, (0.25,), 0.125, 1, id="it can only be less"),
        pytest.param(2, 1.0, (), 0.0, 0, id="nothing can be more than certain"),
    ],
)
def test_how_well_a_report_fits_the_surest_of_a_group(
    members: int, least: float, said: tuple[float, ...], fit: float, asked: int, tell: Tell
) -> None:
    *group, report = tell(TWICE + "\n\nThey met.", Told(0, "talks"), Told(1, "met"), Told(2, "summit"), Told(3, "met"))
    model = Says(*said)
    assert scorer(model).fit(group[:members], report, least) == fit
    assert model.asked == asked


def test_a_pair_is_judged_once(tell: Tell) -> None:
    one, other = tell(TWICE, Told(0, "talks"), Told(1, "met"))
    model = Says(0.7)
    same = scorer(model)
    assert [same.fit([one], other) for _ in range(3)] == [0.7] * 3
    assert model.asked == 1


VISITS = (
    "The Kenyan minister will travel to Oslo and Riga on Monday.\n\nThe Kenyan minister will visit Oslo.\n\n"
    "The Kenyan minister flew to Oslo and travelled to Riga."
)
LISTED = [
    pytest.param(Told(0, "travel", "", "NOR"), Told(0, "travel", "", "LVA"), 0.0, id="one verb, two destinations"),
    pytest.param(Told(0, "travel", "", "NOR"), Told(0, "travel", "", "NOR"), 0.9, id="one verb, one destination"),
    pytest.param(Told(1, "visit", "", "NOR"), Told(0, "travel", "", "LVA"), 0.9, id="two sentences"),
    pytest.param(Told(2, "flew", "", "NOR"), Told(2, "travelled", "", "LVA"), 0.9, id="two verbs"),
]


@pytest.mark.parametrize(("one", "other", "fit"), LISTED)
def test_two_destinations_in_one_clause_are_two_visits(one: Told, other: Told, fit: float, tell: Tell) -> None:
    first, second = tell(VISITS, one, other)
    assert scorer(Says(0.9), "visit").fit([first], second) == fit


def test_a_visit_is_elsewhere_if_any_report_of_a_group_is_of_its_own_clause(tell: Tell) -> None:
    oslo, again, riga = tell(
        VISITS, Told(0, "travel", "", "NOR"), Told(1, "visit", "", "NOR"), Told(0, "travel", "", "LVA")
    )
    model = Says(0.9, 0.9, 0.9)
    assert scorer(model, "visit").fit([oslo, again], riga) == 0.0
    assert scorer(model, "visit").fit([again, oslo], riga) == 0.0
    assert model.asked == 0


def test_to_oslo_and_riga_is_two_visits(find: Callable[..., tuple[Finding, ...]]) -> None:
    found = find("Kenyan Foreign Minister Peter Kipro will travel to Oslo and Riga on Monday.")
    assert {each.place.country for each in found if each.type.value == "visit"} == {"NOR", "LVA"}
