"""Reports that come and go one by one leave the events that linking all of them anew would: checked at each step."""

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.facts import Facts
from streams.core.linking.clusters import Cluster
from streams.core.linking.consensus import Consensus, consensus
from streams.core.linking.grouping import FEW, link_anew, link_reports
from streams.core.linking.linker import Linker
from streams.core.linking.reports import MentionReport, report_of
from streams.core.linking.statuses import status_history
from tests.core.linking.told import COUNTRIES, IQBAL_WANG, met, pact, pledge, trip
from tests.core.state.building import mention

DAYS = ("", "2024-05", "2024-05-07", "2024-05-08", "2024-05-09", "2024-05-12", "2024-05-07/2024-05-12")
PEOPLE = (IQBAL_WANG, COUNTRIES, "person Iqbal/PAK, person Wang Yi/CHN", "person Ishaq Dar/PAK, person Wang Yi/CHN")
TRAVELLERS = ("person Ahsan Iqbal/PAK", "person Ishaq Dar/PAK", "Pakistan/PAK")
PLACES = ("", "CHN", "CHN/Beijing", "PAK/Lahore")
STATUSES = ("planned", "ongoing", "happened", "cancelled")
SENTENCES = ("", "The two sides met.", "The ministers of both countries met about water and trade again on the river.",
             "Both delegations came back to the table for a second round of talks about the river.")  # fmt: skip
SUMS: tuple[dict[str, Any], ...] = (
    {},
    {"amount": 5e6, "currency": "USD"},
    {"amount": 5.1e6, "currency": "USD"},
    {"amount": 9e6, "currency": "USD"},
)


def statements(make: Callable[..., Facts], **fields: Sequence[object]) -> st.SearchStrategy[Facts]:
    """Draw what a report may say; `sum` stands for the fields of one."""
    choices = {"day": DAYS, "status": STATUSES, **fields}
    drawn: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
        {name: st.sampled_from(values) for name, values in choices.items()}
    )
    return drawn.map(lambda said: make(**{**said.pop("sum", {}), **said}))


BLOCKS = st.one_of(
    st.just(statements(met, actors=PEOPLE, place=PLACES, mode=(None, "in-person", "call"))),
    st.just(statements(trip, actors=TRAVELLERS, place=("CHN", "CHN/Beijing", "CHN/Shanghai"))),
    st.just(statements(pledge, sum=SUMS, to=("Nepal/NPL", ""), sectors=((), ("trade",), ("energy",)))),
    st.just(statements(pact, sum=SUMS, actors=(COUNTRIES, "company Siemens/PAK, China/CHN"), sectors=((), ("trade",)))),
)


@st.composite
def histories(draw: st.DrawFn) -> list[list[MentionReport]]:
    """Return what lives in a block after each change: one report has come or gone."""
    said = draw(BLOCKS)
    told = st.tuples(
        st.sampled_from("abcdefghi"),
        said,
        st.sampled_from(SENTENCES),
        st.sampled_from(("", "2024-05-08", "2024-05-10")),
    )
    drawn = draw(st.lists(told, min_size=2, max_size=14))
    reports = [report_of(mention(facts, article, day, quote=quote)) for article, facts, quote, day in drawn]
    unique = list({report.mention_id: report for report in reports}.values())
    live: dict[str, MentionReport] = {}
    steps = []
    for report in draw(st.permutations(unique)) + draw(st.permutations(unique)):
        if report.mention_id in live and draw(st.booleans()):
            continue
        if live.pop(report.mention_id, None) is None:
            live[report.mention_id] = report
        steps.append(list(live.values()))
    return steps


class Block:
    """What a linker makes of a history, step by step."""

    def __init__(self) -> None:
        self.linker = Linker()
        self.altered: frozenset[Cluster] = frozenset()
        self._live: list[MentionReport] = []

    def step(self, live: list[MentionReport]) -> None:
        came = [each for each in live if each not in self._live]
        left = [each for each in self._live if each not in live]
        changes = [*(self.linker.remove(each) for each in left), *(self.linker.add(each) for each in came)]
        self.altered, self._live = frozenset().union(*changes), live

    def events(self) -> dict[Cluster, frozenset[str]]:
        return {each: frozenset(report.mention_id for report in each.reports) for each in self.linker.clusters}


@settings(max_examples=150)
@given(histories())
def test_a_report_that_comes_or_goes_leaves_what_linking_anew_gives(history: list[list[MentionReport]]) -> None:
    block = Block()
    for live in history:
        block.step(live)
        assert set(block.events().values()) == {
            frozenset(each.mention_id for each in group) for group in link_anew(live)
        }


@settings(max_examples=150)
@given(histories())
def test_an_event_that_changed_is_said_to_have_changed(history: list[list[MentionReport]]) -> None:
    block, before = Block(), dict[Cluster, frozenset[str]]()
    for live in history:
        block.step(live)
        after = block.events()
        assert {each for each in {*before, *after} if before.get(each) != after.get(each)} <= block.altered
        before = after


@settings(max_examples=150)
@given(histories())
def test_facts_and_status_kept_up_are_those_of_the_reports_that_are_left(history: list[list[MentionReport]]) -> None:
    kept, before = Consensus(), list[MentionReport]()
    for live in history:
        for report in live:
            if report not in before:
                kept.add(report)
        for report in before:
            if report not in live:
                kept.remove(report)
        before = live
        if live:
            assert kept.facts() == consensus(live)
            assert kept.history() == status_history(live)


def test_many_reports_are_linked_as_few_are() -> None:
    reports = [report_of(mention(met(day="2024-05-08"), f"a{number}", "2024-05-09")) for number in range(FEW + 1)]
    others = [report_of(mention(trip(), f"b{number}", "2024-05-09")) for number in range(FEW)]
    for live in (reports, reports[1:], [*reports, *others]):
        assert set(link_reports(live)) == set(link_anew(live))
