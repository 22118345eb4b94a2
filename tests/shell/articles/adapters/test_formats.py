import io
import json
from pathlib import Path

import pytest

from schemas.article import Article
from streams.core.edge import Limits, Reject, RejectReason
from streams.shell.articles.adapters import Format, Item, read_files
from streams.shell.articles.adapters.json_lines import read_lines

ONE = {"id": "a-1", "text": "The ministers met in Doha."}
TWO = {"id": "a-2", "text": "The delegations signed an accord in Rabat."}
LINES = json.dumps(ONE) + "\n" + json.dumps(TWO) + "\n"
PAGE = (
    "<html><body><article><h1>Talks</h1>" + "<p>The two ministers met in Doha on Monday.</p>" * 12 + "</article></body>"
)


def said(items: list[Item]) -> list[tuple[str, str]]:
    """Where each item stood, and the article's id or the reason of the reject."""
    return [(str(origin), read.id or "" if isinstance(read, Article) else read.reason) for origin, read in items]


FILES = [
    pytest.param("a.jsonl", LINES, [("a.jsonl:1", "a-1"), ("a.jsonl:2", "a-2")], id="JSON Lines"),
    pytest.param("a.ndjson", "\n\n" + LINES, [("a.ndjson:3", "a-1"), ("a.ndjson:4", "a-2")], id="blank lines"),
    pytest.param("a.jsonl", "\ufeff" + LINES, [("a.jsonl:1", "a-1"), ("a.jsonl:2", "a-2")], id="byte order mark"),
    pytest.param("a.json", LINES, [("a.json:1", "a-1"), ("a.json:2", "a-2")], id="JSON Lines called .json"),
    pytest.param("a.json", json.dumps(ONE), [("a.json", "a-1")], id="one article"),
    pytest.param("a.json", json.dumps(ONE, indent=2), [("a.json", "a-1")], id="one article on many lines"),
    pytest.param("a.json", json.dumps([ONE, TWO]), [("a.json[1]", "a-1"), ("a.json[2]", "a-2")], id="array"),
    pytest.param("a.json", "[]", [("a.json", "empty")], id="empty array"),
    pytest.param("a.json", json.dumps([ONE, 3]), [("a.json[1]", "a-1"), ("a.json[2]", "not-an-object")], id="bad item"),
    pytest.param("a.json", '[{"id":', [("a.json", "not-json")], id="array cut off"),
    pytest.param("a.json", "[" * 100, [("a.json", "too-deep")], id="deep array"),
    pytest.param("a.jsonl", '{"id":"a-1"}\n' + json.dumps(TWO), [("a.jsonl:1", "missing-text"), ("a.jsonl:2", "a-2")]),
    pytest.param("a.jsonl", "", [("a.jsonl", "empty")], id="empty file"),
    pytest.param("a.html", "", [("a.html", "empty")], id="empty page"),
    pytest.param("a.txt", " \n", [("a.txt", "empty")], id="blank text"),
    pytest.param("a.html", "<p>no</p>", [("a.html", "unreadable-page")], id="no article in the page"),
    pytest.param("noname", LINES, [("noname:1", "a-1"), ("noname:2", "a-2")], id="known by its content: lines"),
    pytest.param("noname", json.dumps([ONE]), [("noname[1]", "a-1")], id="known by its content: array"),
    pytest.param("noname", PAGE, [("noname", "")], id="known by its content: page"),
    pytest.param("noname", "Talks in Doha\n\nThey met.", [("noname", "")], id="known by its content: text"),
]


@pytest.mark.parametrize(("name", "content", "expected"), FILES)
def test_every_article_of_a_file_is_read_with_its_place(
    name: str, content: str, expected: list[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(content, encoding="utf-8")
    assert said(list(read_files([Path(name)]))) == expected


def test_a_long_first_line_is_a_line(tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    path.write_text(json.dumps(ONE | {"text": "They met. " * 2_000}) + "\n" + json.dumps(TWO))
    assert [item.read.id for item in read_files([path]) if isinstance(item.read, Article)] == ["a-1", "a-2"]


def test_a_line_over_the_limit_is_refused_and_the_next_is_read() -> None:
    stream = io.BytesIO(b'{"text":"' + b"x" * 200_000 + b'"}\n' + json.dumps(TWO).encode())
    first, second = read_lines(stream, "a", Limits(max_bytes=1_000))
    assert isinstance(first.read, Reject)
    assert first.read == Reject(RejectReason.TOO_LARGE, "a line of 200,012 bytes; at most 1,000 are read")
    assert said([second]) == [("a:2", "a-2")]


def test_a_line_of_just_the_limit_is_read() -> None:
    line = json.dumps(TWO).encode()
    (item,) = read_lines(io.BytesIO(line + b"\r\n"), "a", Limits(max_bytes=len(line)))
    assert said([item]) == [("a:1", "a-2")]


def test_a_directory_gives_its_readable_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.json").write_text(json.dumps(TWO))
    (tmp_path / "a.jsonl").write_text(json.dumps(ONE))
    (tmp_path / ".hidden.json").write_text("{")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert [item.read.id for item in read_files([tmp_path]) if isinstance(item.read, Article)] == ["a-1", "a-2"]


def test_a_given_format_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LINES)
    assert len(list(read_files([path], Format.JSONL))) == 2


def test_the_bytes_read_are_told_for_a_progress_bar(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(LINES)
    told: list[int] = []
    list(read_files([tmp_path], watch=told.append))
    assert told == sorted(told)
    assert told[-1] == 2 * len(LINES)
