"""`make bench-pages`: what it prints, and what it says of files that are not there."""

import json
import re
from pathlib import Path

import pytest
import typer

from tools.training.pages import main

REPORT = (
    "ACCRA, 6 October 2026 - Norwegian Foreign Minister Ingvild Hauge arrived in Accra on Tuesday for a two-day visit.",
    "She met Ghanaian Trade Minister Kofi Mensah on Tuesday and discussed trade and fishing with him, officials said.",
    "The two ministers also signed an agreement on fishing in the capital, a statement from the ministry said.",
)
PAGE = (
    "<html><head><title>Norway and Ghana</title><script>var menu = 1;</script></head><body>"
    "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
    "<article><h1>Norway and Ghana sign an agreement on fishing</h1>{}</article>"
    "<footer>All rights reserved</footer></body></html>"
).format("".join(f"<p>{paragraph}</p>" for paragraph in REPORT))


def write(folder: Path, page: str, **changes: object) -> Path:
    (folder / "page.html").write_text(page, "utf-8")
    row = {"file": "page.html", "title": "Norway and Ghana sign an agreement on fishing", "published": "2026-10-06"}
    path = folder / "pages.jsonl"
    path.write_text(json.dumps(row | {"text": "\n\n".join(REPORT)} | changes) + "\n", "utf-8")
    return path


def test_a_page_gives_the_events_of_its_report_both_ways(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(write(tmp_path, PAGE))
    read, whole = capsys.readouterr().out.splitlines()
    found = r"([1-9]) of \1 events of their reports found \(100%\), \d others"
    assert re.fullmatch(rf"read as web pages: 1 pages \(0 more rejected\), {found}", read)
    assert re.fullmatch(rf"HTML as the article's text: 1 pages \(0 more rejected\), {found}", whole)


def test_events_that_only_the_page_gives_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(write(tmp_path, PAGE, text=REPORT[0]))
    for line in capsys.readouterr().out.splitlines():
        assert "1 of 1 events" in line
        assert not line.endswith(" 0 others")


def test_pages_that_cannot_be_read_are_counted_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(write(tmp_path, " "))
    assert all(": 0 pages (1 more rejected)" in line for line in capsys.readouterr().out.splitlines())


def test_a_report_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(typer.BadParameter, match=r"the text of page\.html cannot be read"):
        main(write(tmp_path, PAGE, text=""))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(typer.BadParameter, match="there is no file"):
        main(tmp_path / "none.jsonl")
