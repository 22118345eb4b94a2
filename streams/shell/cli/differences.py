"""How the counts of two versions of the state differ, for people."""

from typing import TYPE_CHECKING

from streams.shell.cli.output import amount, print_table, say

if TYPE_CHECKING:
    from streams.core.proof.comparison import Comparison

SHOWN_ACTORS = 40


def show_differences(compared: "Comparison", old: int, new: int) -> None:
    """Print what differs between version `old` and version `new`, by type, sector and actor."""
    say(f"Version {old} counts {amount(compared.old, 'event')}, version {new} {compared.new:,}.")
    say(f"Of {amount(compared.cells, 'cell')} {compared.differing:,} differ.")
    actors = [each for each in compared.differences if each.by == "actor"]
    shown = [each for each in compared.differences if each.by != "actor"] + actors[:SHOWN_ACTORS]
    columns = ("by", "name", f"version {old}", f"version {new}", "difference")
    if shown:
        rows = [(each.by, each.name, each.old, each.new, f"{each.new - each.old:+,}") for each in shown]
        print_table(columns, rows, columns[2:])
    if len(actors) > SHOWN_ACTORS:
        say(f"and {len(actors) - SHOWN_ACTORS:,} more actors; --json lists all of them")
