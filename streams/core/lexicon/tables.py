"""Read the lexicon's data files: tab-separated, `#` begins a comment line, lists inside a cell are parted by `|`."""

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str, width: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of `data/<name>.tsv`, each padded to `width` cells; more cells than that is a ValueError."""
    text = files("streams.core.lexicon").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if len(cells) > width:
            raise ValueError(f"lexicon/data/{name}.tsv, line {number}: {len(cells)} cells, at most {width} are allowed")
        yield cells + ("",) * (width - len(cells))


def split(cell: str) -> tuple[str, ...]:
    """Return the items of a cell."""
    return tuple(item.strip() for item in cell.split("|") if item.strip())
