"""Annotated articles from files: JSON Lines, one object per article (streams.core.evaluation.gold)."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from streams.core.evaluation.gold import GoldArticle
from streams.shell.errors import UsageError


def read_gold(paths: Iterable[Path]) -> dict[str, GoldArticle]:
    """Read annotated articles by id, in their order.

    Raises UsageError that names the file and line of what is no annotation or annotates an article again, and
    OSError for a file that cannot be read.
    """
    found: dict[str, GoldArticle] = {}
    for where, article in (pair for path in paths for pair in _articles(path)):
        if article.id in found:
            raise UsageError(f"{where}: article {article.id} is annotated twice")
        found[article.id] = article
    if not found:
        raise UsageError("the gold files have no annotated article")
    return found


def _articles(path: Path) -> Iterator[tuple[str, GoldArticle]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                where = f"{path}:{number}"
                yield where, _article(line, where)


def _article(line: bytes, where: str) -> GoldArticle:
    try:
        return GoldArticle.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, first["loc"]))
        raise UsageError(f"{where}: {field + ': ' if field else ''}{first['msg']}", "see docs/quality.md") from error
