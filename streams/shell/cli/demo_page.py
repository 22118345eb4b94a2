"""The page at the end of the demonstration. What articles say is shown as data: never as markup, never as an escape."""

import sys
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from schemas.event import Event
from schemas.facts import EventType
from schemas.topics import EVENTS
from streams.core.printable import printable
from streams.core.views.count_table import Query, tabulate
from streams.shell.cli.lines import actors_text, place_text
from streams.shell.cli.output import PIPED_WIDTH
from streams.shell.demo.findings import Findings, articles_of
from streams.shell.demo.run import DemoRun

_ACTOR_ROWS = 20
_TYPES = tuple(EventType)
_WHEN, _ARTICLES = 21, 17
"""Columns of an event's day and status, and of its confidence and number of articles."""


def show(run: DemoRun) -> None:
    """Print the page on stdout."""
    width = None if sys.stdout.isatty() else PIPED_WIDTH
    console = Console(width=width, markup=False, emoji=False, highlight=False)
    console.print(Group(*_sections(run)))


def _sections(run: DemoRun) -> Iterator[RenderableType]:
    yield from _section("Articles by outcome", _outcomes(run))
    for kind in EventType:
        events = [event for event in run.findings.events if event.type is kind]
        yield from _section(f"{EVENTS[kind].name.capitalize()}: {len(events)}", _events(events))
    yield from _section("Events by sector", _counts(run.findings, by_sector=True))
    yield from _section(f"Events by actor, the busiest {_ACTOR_ROWS}", _counts(run.findings, by_sector=False))
    yield from _section("Dead letters", _dead_letters(run.findings))
    yield from _section("Is it exact?", _verdict(run))


def _section(title: str, body: RenderableType) -> Iterator[RenderableType]:
    yield Rule(Text(title, style="bold"), align="left")
    yield Padding(body, (0, 0, 1, 2), expand=False)


def _outcomes(run: DemoRun) -> RenderableType:
    articles = run.findings.outcomes
    rows: list[tuple[object, ...]] = [
        ("records sent", run.sent, "samples and the files given, each confirmed by the broker"),
        ("dead letters", len(run.findings.dead_letters), "could not be read as an article"),
        ("articles", articles.total(), "different ones; some came again, corrected or withdrawn"),
    ]
    rows += [(f"  {outcome}", number, "") for outcome, number in sorted(articles.items())]
    rows += [("not sent", len(run.refused), "refused when the files were read")] if run.refused else []
    return _table(("what", "records", ""), rows, numbers=("records",))


def _events(events: Sequence[Event]) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, min_width=_WHEN)
    grid.add_column(overflow="fold", ratio=1)
    grid.add_column(no_wrap=True, justify="right", min_width=_ARTICLES)
    for event in events:
        grid.add_row(Text(_when(event)), _event(event), Text(f"{event.confidence:.2f}  {_articles(event)}"))
    return grid


def _event(event: Event) -> Text:
    about = filter(None, (actors_text(event), place_text(event.place), _amount(event), _sectors(event)))
    body = Text(printable("  |  ".join(about)), style="bold")
    quote = next((mention.quote for mention in event.mentions if mention.quote), "")
    return body.append(f"\n“{printable(quote)}”", style="not bold italic") if quote else body


def _when(event: Event) -> str:
    day = event.date.isoformat() if event.date else "no date"
    return f"{day:<10}  {event.status.value}"


def _articles(event: Event) -> str:
    number = articles_of(event)
    return f"{number} article{'' if number == 1 else 's'}"


def _amount(event: Event) -> str:
    return "" if event.amount is None else f"{event.amount:,.0f} {event.currency or ''}".strip()


def _sectors(event: Event) -> str:
    return ", ".join(sector.value for sector in event.sectors)


def _counts(findings: Findings, *, by_sector: bool) -> RenderableType:
    table = tabulate(findings.counts, Query(by_sector=by_sector, by_actor=not by_sector, types=_TYPES))
    rows = table.rows if by_sector else table.rows[:_ACTOR_ROWS]
    numbers = (*(EVENTS[kind].name for kind in _TYPES), "events", "mentions")
    lines = [(row.name[0], *row.numbers(_TYPES)) for row in rows] + [("all", *table.all.numbers(_TYPES))]
    return _table(("sector" if by_sector else "actor", *numbers), lines, numbers)


def _dead_letters(findings: Findings) -> RenderableType:
    rows = [
        (each.name, each.reason, each.detail, (each.value or b"").decode("utf-8", "backslashreplace")[:60])
        for each in sorted(findings.dead_letters, key=lambda each: (each.reason, each.partition, each.offset))
    ]
    return _table(("record", "reason", "what is wrong", "it begins"), rows)


def _verdict(run: DemoRun) -> RenderableType:
    lines = [*run.verify_lines, *(f"problem: {problem}" for problem in run.problems)]
    lines.append(f"{run.sent} records in {run.seconds:.1f} seconds, the worker's start included.")
    return Text("\n".join(printable(line) for line in lines))


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[str] = ()) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        if column in numbers:
            table.add_column(column, justify="right", min_width=len(column))
        else:
            table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(f"{cell:,}" if isinstance(cell, int) else printable(str(cell))) for cell in row))
    return table
