"""Measure reading from web pages: `python -m tools.training.pages PAGES.jsonl`.

PAGES has a line for each saved page: `file` (beside PAGES), `title`, `published`, and `text`, the report alone. Each
page is read as `communique extract page.html` reads it, and once more with all its HTML for the article's text, as a
careless scraper publishes it. Title and day are those of PAGES each time, so that only the text differs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any

import typer

from streams.core.edge import DEFAULT_LIMITS, Reject
from streams.core.edge.decoding import decode_object
from streams.core.edge.encoding import to_text
from streams.core.evaluation.coded import CodedEvent, of_finding
from streams.core.evaluation.matching import pair
from streams.core.extraction.extractor import Extractor
from streams.shell.articles.adapters.web_page import read_web_page
from tools.training import corpus


@dataclass(slots=True)
class Agreement:
    """What pages give beside what their reports alone give."""

    way: str
    pages: int = 0
    rejected: int = 0
    reported: int = 0
    """Events of the reports alone."""
    shared: int = 0
    """Of these, those that the pages give too."""
    added: int = 0
    """Events that only the pages give: from captions, headlines of other articles, and by mistake."""

    def add(self, report: list[CodedEvent], page: list[CodedEvent]) -> None:
        """Count one page."""
        both = len(pair(report, page))
        self.pages += 1
        self.reported += len(report)
        self.shared += both
        self.added += len(page) - both

    def __str__(self) -> str:
        """Return the line that is printed."""
        share = self.shared / max(1, self.reported)
        return (
            f"{self.way}: {self.pages} pages ({self.rejected} more rejected), {self.shared} of {self.reported} events "
            f"of their reports found ({share:.0%}), {self.added} others"
        )


def main(pages: Annotated[Path, typer.Argument(help="Saved pages with the text of their reports, JSON Lines")]) -> None:
    """Print how many events of reports are found in their web pages too, and how many only there."""
    if not pages.is_file():
        raise typer.BadParameter(f"there is no file {pages}; give one with PAGES=…")
    extractor = Extractor.load()
    ways = Agreement("read as web pages"), Agreement("HTML as the article's text")
    for row in corpus.rows(pages):
        report = _events(row, row["text"], extractor)
        if isinstance(report, Reject):
            raise typer.BadParameter(f"{pages}: the text of {row['file']} cannot be read: {report.detail}")
        for way, text in zip(ways, _texts(pages.parent / row["file"]), strict=True):
            found = text if isinstance(text, Reject) else _events(row, text, extractor)
            if isinstance(found, Reject):
                way.rejected += 1
            else:
                way.add(report, found)
    for way in ways:
        typer.echo(str(way))


def _texts(path: Path) -> tuple[str | Reject, str | Reject]:
    """Return the text that the reader of web pages finds in a page, and the page itself."""
    value = path.read_bytes()
    found = next(read_web_page(BytesIO(value), path.name, DEFAULT_LIMITS)).read
    return found if isinstance(found, Reject) else found.text, to_text(value, None)


def _events(row: Mapping[str, Any], text: str, extractor: Extractor) -> list[CodedEvent] | Reject:
    article = decode_object({"title": row["title"] or "", "text": text, "published_at": row["published"]})
    if isinstance(article, Reject):
        return article
    return [of_finding(finding) for finding in extractor.extract([article])[0].findings]


if __name__ == "__main__":
    typer.run(main)
