"""Which reports are linked: copies and retellings of one event are, look-alikes are not, in whatever order."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.facts import Facts
from schemas.mention import Mention
from streams.core.linking.grouping import link
from streams.core.linking.likeness import contradict, evidence, profile_of, same_name
from tests.core.state.building import facts, mention

IQBAL_WANG = "person Ahsan Iqbal/PAK, person Wang Yi/CHN"
NAMES_NOBODY = "Pakistan/PAK, China/CHN"


def met(actors: str = IQBAL_WANG, place: str = "", day: str = "2024-05-08", **more: Any) -> Facts:  # noqa: ANN401
    return facts("meeting", actors, place=place, day=day, **more)


def pledge(actors: str = "Japan/JPN", to: str = "Nepal/NPL", day: str = "2024-05-08", **more: Any) -> Facts:  # noqa: ANN401
    return facts("commitment", actors, to, day=day, **more)


def pact(actors: str = NAMES_NOBODY, day: str = "2024-05-08", **more: Any) -> Facts:  # noqa: ANN401
    return facts("agreement", actors, day=day, **more)


def trip(actors: str = "person Ahsan Iqbal/PAK", place: str = "CHN/Beijing", day: str = "2024-05-08") -> Facts:
    return facts("visit", actors, place=place, day=day)


def groups(*said: Mention) -> list[set[str]]:
    return [{each.article.id for each in group} for group in link(said)]


def one_event(one: Facts, other: Facts, quote: str = "", **dates: str) -> bool:
    a = mention(one, "a", dates.get("a", "2024-05-09"), quote=quote)
    b = mention(other, "b", dates.get("b", "2024-05-09"), quote=quote)
    return len(link([a, b])) == 1


SAME = [
    pytest.param(met(), met(), id="copy"),
    pytest.param(met(), met(NAMES_NOBODY), id="persons-or-countries"),
    pytest.param(met(), met("person Iqbal/PAK, person Wang Yi/CHN"), id="last-name-only"),
    pytest.param(
        met("person Vladimir Zelensky/UKR, A/USA"), met("person Volodymyr Zelenskyy/UKR, A/USA"), id="spelling"
    ),
    pytest.param(met(), met(IQBAL_WANG + ", person Li Hui/CHN"), id="one-more-person"),
    pytest.param(met(), met("person Ahsan Iqbal/PAK, person Wang Yi/CHN, Iran/IRN"), id="one-more-country"),
    pytest.param(met(), met(place="CHN/Beijing"), id="place-or-none"),
    pytest.param(met(place="CHN/Beijing"), met(place="PAK"), id="same-people-and-day-but-a-place-misread"),
    pytest.param(met(place="IND/New Delhi"), met(place="IND/Delhi"), id="shorter-name-of-the-city"),
    pytest.param(met(), met(day="2024-05-09"), id="day-later-with-names"),
    pytest.param(met(), met(day=""), id="day-or-none"),
    pytest.param(met(), met(day="2024-05"), id="day-or-month"),
    pytest.param(met(day="2024-05-22"), met(day="", status="planned"), id="planned-for-next-week"),
    pytest.param(met(day="2024-05-20"), met(day="2024-05", status="planned"), id="planned-for-the-month"),
    pytest.param(
        pact(day="2024-05-22", sectors=("trade",)),
        pact(day="2024-05", status="planned", sectors=("trade",)),
        id="text-planned-for-the-month",
    ),
    pytest.param(met(status="planned"), met(status="happened"), id="planned-then-held"),
    pytest.param(met(mode="in-person"), met(), id="mode-or-none"),
    pytest.param(met(sectors=("energy",)), met(sectors=("health",)), id="other-topics-of-one-meeting"),
    pytest.param(trip(), trip("Pakistan/PAK", "CHN"), id="visit-of-a-country"),
    pytest.param(trip(), trip(day="2024-05-10"), id="visit-of-some-days"),
    pytest.param(trip(place="CHN/Beijing"), trip(place="CHN/Shanghai"), id="one-visit-to-a-country"),
    pytest.param(pledge(amount=5e6, currency="USD"), pledge(amount=5.1e6, currency="USD"), id="rounded-sum"),
    pytest.param(pledge(amount=5e6, currency="USD"), pledge(), id="sum-or-none"),
    pytest.param(pledge("person Kishida/JPN"), pledge(), id="pledge-of-a-person"),
    pytest.param(pledge(), pledge(to=""), id="beneficiary-or-none"),
    pytest.param(pact(sectors=("trade",)), pact(sectors=("trade", "energy")), id="one-more-sector"),
    pytest.param(pact("company Siemens/DEU, Egypt/EGY"), pact("Germany/DEU, Egypt/EGY"), id="company-or-country"),
]

APART = [
    pytest.param(met(), met("person Ahsan Iqbal/PAK, person Li Qiang/CHN"), id="another-partner-of-the-same-country"),
    pytest.param(met(), met("person Ishaq Dar/PAK, person Li Qiang/CHN"), id="other-people"),
    pytest.param(met(), met("person Ahsan Iqbal/PAK, person Antony Blinken/USA"), id="another-country"),
    pytest.param(met(), met(day="2024-05-11"), id="three-days-later"),
    pytest.param(met(NAMES_NOBODY), met(NAMES_NOBODY, day="2024-05-09"), id="rounds-of-talks-on-two-days"),
    pytest.param(met(day="2024-05-05"), met(day="", status="planned"), id="planned-after-it-was-held"),
    pytest.param(met(day="2024-05-05"), met(day="2024-05", status="planned"), id="planned-for-the-rest-of-the-month"),
    pytest.param(met(day="2024-05-12"), met(day="", status="happened"), id="held-before-it-was-to-be"),
    pytest.param(met(day="2024-05-24"), met(day="", status="planned"), id="planned-for-sooner"),
    pytest.param(
        met(NAMES_NOBODY, day="2024-05-20", sectors=("trade",)),
        met(NAMES_NOBODY, day="2024-05", status="planned", sectors=("trade",)),
        id="talks-of-a-month-in-which-there-are-many",
    ),
    pytest.param(
        pact(day="2024-05-22"), pact(day="2024-05", status="planned"), id="text-planned-in-no-field-for-the-month"
    ),
    pytest.param(met(NAMES_NOBODY, place="CHN"), met(NAMES_NOBODY, place="PAK"), id="two-places"),
    pytest.param(met(place="CHN/Beijing"), met(place="PAK/Islamabad", day="2024-05-09"), id="two-places-on-two-days"),
    pytest.param(met(NAMES_NOBODY, "CHN/Beijing"), met(NAMES_NOBODY, "CHN/Shanghai"), id="two-cities"),
    pytest.param(
        met("person William Ruto/KEN, person Raila Odinga/KEN"),
        met("person William Ruto/KEN, person Samson Muthuri/KEN"),
        id="two-guests-of-one-host-at-home",
    ),
    pytest.param(met(mode="call"), met(mode="in-person"), id="call-and-meeting"),
    pytest.param(trip(), trip(day="2024-05-14"), id="next-week's-visit"),
    pytest.param(trip(), trip("person Ishaq Dar/PAK"), id="visit-of-another"),
    pytest.param(pledge(amount=5e6, currency="USD"), pledge(amount=9e6, currency="USD"), id="two-sums"),
    pytest.param(pledge(sectors=("health",)), pledge(sectors=("energy",)), id="pledges-in-two-fields"),
    pytest.param(pledge(to="Nepal/NPL"), pledge(to="Bhutan/BTN"), id="two-beneficiaries"),
    pytest.param(pact("company Siemens/DEU, Egypt/EGY"), pact("company Bosch/DEU, Egypt/EGY"), id="two-companies"),
    pytest.param(pact(sectors=("trade",)), pact(sectors=("health",)), id="two-memoranda-of-one-day"),
    pytest.param(pledge("Kenya/KEN", ""), pledge("Kenya/KEN", ""), id="one-country-says-too-little"),
    pytest.param(
        pledge("person William Ruto/KEN", "", day="2024-05-20", sectors=("water",)),
        pledge("person William Ruto/KEN", "", day="2024-05", sectors=("water",), status="planned"),
        id="who-promises-every-day",
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_reports_of_one_event_are_linked(one: Facts, other: Facts) -> None:
    assert one_event(one, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_reports_of_two_events_are_not(one: Facts, other: Facts) -> None:
    assert not one_event(one, other)


def test_one_sentence_speaks_for_one_event() -> None:
    assert one_event(pledge("Kenya/KEN", ""), pledge("Kenya/KEN", ""), quote="Kenya will plant trees.")
    assert one_event(met(NAMES_NOBODY, day=""), met(NAMES_NOBODY, day=""), quote="They met.", a="2024-05-03")
    assert not one_event(met(NAMES_NOBODY, day=""), met(NAMES_NOBODY, day=""), a="2024-05-03")


WIRE = "The two ministers met on the sidelines of the forum and agreed to speak again before the summer."
EDITED = "The two ministers met Wednesday on the sidelines of the forum and agreed to speak again before the summer."
TO_TWO = "Japan promised 5 million dollars to Nepal and 9 million dollars to Bhutan for the roads of the mountains."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(met(NAMES_NOBODY, "CHN/Beijing"), met(NAMES_NOBODY, "PAK/Islamabad"), id="a-place-misread"),
        pytest.param(met(day="2024-05-08"), met(day="2024-05-13"), id="a-day-misread"),
        pytest.param(met(mode="call"), met(mode="in-person"), id="a-mode-misread"),
        pytest.param(met(), met("person Li Qiang/CHN, Pakistan/PAK"), id="a-participant-misread"),
    ],
)
def test_copies_of_a_sentence_are_of_one_event_whatever_was_read_into_it(one: Facts, other: Facts) -> None:
    assert one_event(one, other, WIRE)
    assert not one_event(one, other)


def test_a_formula_in_which_a_word_differs_is_no_copy() -> None:
    one, other = met(NAMES_NOBODY, "CHN/Beijing"), met(NAMES_NOBODY, "PAK/Islamabad")
    assert len(link([mention(one, "a", quote=WIRE), mention(other, "b", quote=EDITED)])) == 2
    assert len(link([mention(one, "a", quote=WIRE), mention(one, "b", quote=EDITED)])) == 1


def test_copies_of_a_sentence_that_tells_of_two_events_stay_two() -> None:
    nepal = pledge(to="Nepal/NPL", amount=5e6, currency="USD")
    bhutan = pledge(to="Bhutan/BTN", amount=9e6, currency="USD")
    said = [mention(each, name, quote=TO_TWO) for name in ("a", "b", "c") for each in (nepal, bhutan)]
    assert groups(*said) == [{"a", "b", "c"}, {"a", "b", "c"}]
    assert {frozenset(m.amount for m in group) for group in link(said)} == {frozenset({5e6}), frozenset({9e6})}


def test_a_copy_joins_its_own_event_where_its_article_tells_of_two() -> None:
    early, late = "The ministers opened a first round of talks on water and roads.", WIRE
    first, second = met(day=""), met(day="", place="CHN")
    said = [mention(fact, name, quote=words) for name in "abcdefgh" for fact, words in ((first, early), (second, late))]
    said += [mention(met(day="", place=f"CHN/City {n}"), f"z{n}", quote=f"Report {n}.") for n in range(6)]
    for words in (early, late):
        held = [{m.article.id for m in group if m.evidence[0].text == words} for group in link(said)]
        assert set("abcdefgh") in held


def test_who_meets_somebody_every_day_is_not_enough_on_another_day() -> None:
    ruto = "person William Ruto/KEN"
    assert one_event(met(ruto), met(ruto))
    assert not one_event(met(ruto), met(ruto, day="2024-05-09"))
    pair = f"{ruto}, person Raila Odinga/KEN"
    assert one_event(met(pair), met(pair, day="2024-05-09"))


def test_reports_without_any_date_need_something_particular() -> None:
    assert one_event(met(day=""), met(day=""), a="", b="")
    assert one_event(met(day=""), met(day=""), a="", b="2024-05-09")


def test_what_one_article_tells_apart_stays_apart_in_its_copies() -> None:
    twice = [met(day=""), met(NAMES_NOBODY, day="")]
    said = [mention(each, name, quote="q") for name in ("a", "b", "c") for each in twice]
    assert groups(*said) == [{"a", "b", "c"}, {"a", "b", "c"}]


def test_a_report_without_names_joins_the_one_meeting_it_can_be() -> None:
    morning, evening = met(), met("person Ishaq Dar/PAK, person Li Qiang/CHN", place="CHN/Beijing")
    vague = met(NAMES_NOBODY, place="CHN/Beijing")
    assert {"b", "c"} in groups(mention(morning, "a"), mention(evening, "b"), mention(vague, "c"))


def test_days_do_not_chain() -> None:
    daily = [mention(met(day=f"2024-05-0{n}"), f"a{n}") for n in range(1, 8)]
    linked = link(daily)
    assert all((max(ds) - min(ds)).days <= 1 for ds in [[m.date for m in group if m.date] for group in linked])
    assert len(linked) == 4


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("joe biden", "joseph biden", True),
        ("biden", "joe biden", True),
        ("xi", "xi jinping", True),
        ("mohammed bin salman", "crown prince mohammed bin salman", True),
        ("imran khan", "ahmed khan", False),
        ("john kerry", "john bolton", False),
        ("wang yi", "wang wenbin", False),
        ("mohammed al sudani", "muhammad s sudani", True),
        ("ana lukash", "anna lukasz", True),
        ("jon smith", "jane smithe", False),
        ("zelensky", "zoe zelenskyy", False),
    ],
)
def test_names(a: str, b: str, same: bool) -> None:
    assert same_name(tuple(a.split()), tuple(b.split())) is same
    assert same_name(tuple(b.split()), tuple(a.split())) is same


def test_every_rule_is_symmetric() -> None:
    profiles = [profile_of(each) for param in (*SAME, *APART) for each in param.values if isinstance(each, Facts)]
    for a in profiles:
        for b in profiles:
            assert contradict(a, b) == contradict(b, a)
            assert evidence(a, b) == evidence(b, a)


POOL = [
    mention(said, f"{name}{n}", published, quote=("", WIRE, EDITED)[n % 3])
    for n, said in enumerate(each for param in (*SAME, *APART) for each in param.values if isinstance(each, Facts))
    for name, published in (("a", "2024-05-09"), ("b", "2024-05-10"), ("c", ""))
    if said.type in ("meeting", "agreement")
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(POOL), max_size=25), st.randoms(use_true_random=False))
def test_the_order_of_reports_is_nothing(said: list[Mention], chance: object) -> None:
    shuffled = sorted(said, key=lambda _: chance.random())  # type: ignore[attr-defined]
    linked = link(said)
    assert linked == link(shuffled) == link(said * 2)
    assert sorted(m.mention_id for group in linked for m in group) == sorted({m.mention_id for m in said})
    for group in linked:
        assert len({m.article.id for m in group}) == len(group)
    firsts = [group[0] for group in linked]
    assert all(_published(a) <= _published(b) for a, b in pairwise(firsts))


def _published(said: Mention) -> tuple[bool, str]:
    return said.article.published_at is None, str(said.article.published_at)
