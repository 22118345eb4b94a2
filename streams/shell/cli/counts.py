"""communique counts: events by sector, by actor, or by both."""

from enum import StrEnum
from typing import Annotated

import typer

from schemas.facts import EventType
from streams.shell.cli.days import Since, Types, Until, period
from streams.shell.cli.output import AsJson, note, print_json, print_table, progress
from streams.shell.cli.session import Session


class By(StrEnum):
    """What to count by."""

    SECTOR = "sector"
    ACTOR = "actor"
    SECTOR_ACTOR = "sector,actor"


def counts(
    context: typer.Context,
    by: Annotated[By, typer.Option(help="What the rows are.")] = By.SECTOR,
    types: Types = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Show so many rows.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show how many events there are by sector, actor or both: the current counts.

    Events without a date count only where no day is asked for. An event of two sectors counts in both rows, so the
    last row, which counts every event once, is not the sum of the others.
    """
    from schemas.topics import COUNTS
    from streams.core.views.count_table import Query, tabulate
    from streams.shell.broker import clients
    from streams.shell.broker.reading_topics import snapshot
    from streams.shell.history import recorded

    first, last = period(since, until)
    session: Session = context.obj
    query = Query(
        by_sector=by is not By.ACTOR,
        by_actor=by is not By.SECTOR,
        types=tuple(types or EventType),
        since=first,
        until=last,
    )
    settings = session.followed()
    with clients.consumer(settings) as consumer, progress("Reading counts", None):
        table = tabulate(recorded.newest_counts(snapshot(consumer, settings.name_of(COUNTS))), query)
    rows = table.rows[:limit]
    if as_json:
        print_json({"by": by.value, "rows": [row.as_object() for row in rows], "all": table.all.as_object()})
        return
    numbers = (*(f"{kind.value}s" for kind in query.types), "events", "mentions")
    names = by.value.split(",")
    bottom = ("all", *([""] * (len(names) - 1)))
    cells = [(*row.name, *row.numbers(query.types)) for row in rows]
    print_table((*names, *numbers), [*cells, (*bottom, *table.all.numbers(query.types))], numbers)
    if len(rows) < len(table.rows):
        note(f"{len(table.rows) - len(rows):,} more rows; give a larger --limit")
