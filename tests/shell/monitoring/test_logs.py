"""Log lines: what a stranger wrote stays inside its value, and an article can be followed to its events."""

import json
import logging
import shlex
from collections.abc import Iterator

import pytest

from streams.settings import LogFormat
from streams.shell.monitoring import logs
from streams.shell.stream import heartbeat
from tests.shell.agents.in_memory_stream import TOPICS, InMemoryStream, article, text
from tests.shell.engine.fakes import event

FORGED = "2026-01-01T00:00:00Z [error] Worker stopped"
ATTACKS = (
    f"a\n{FORGED}",
    f"a\r{FORGED}",
    f"a\r\n{FORGED}",
    f"a\u2028{FORGED}",
    f"a\u2029{FORGED}",
    f"a\x85{FORGED}",
    f"a\x0b{FORGED}",
    "a\x1b[2K\x1b[1A\x1b[31mred",
    "a\x1b]0;title\x07",
    "a\x9b31mred",
    "a\u202etxt.exe",
    "a\u2066hidden\u2069",
    "a\u200bb\ufeff",
    "a\ud800b",
    "a\x00b",
    "a' level='error' x='",
    '{"level": "error"}\n{"event": "forged"}',
    "a" * 100_000,
)


class Lines(logging.Handler):
    """Keeps what the formatter makes of each record."""

    def __init__(self, log_format: LogFormat) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logs.formatter(log_format))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def listening(log_format: LogFormat, level: int = logging.DEBUG) -> Iterator[Lines]:
    handler, name = Lines(log_format), logging.getLogger("communique")
    name.addHandler(handler)
    name.setLevel(level)
    yield handler
    name.removeHandler(handler)
    name.setLevel(logging.NOTSET)


@pytest.fixture(params=LogFormat)
def lines(request: pytest.FixtureRequest) -> Iterator[Lines]:
    yield from listening(request.param)


@pytest.fixture
def debugging() -> Iterator[Lines]:
    yield from listening(LogFormat.JSON)


@pytest.fixture
def everyday() -> Iterator[Lines]:
    yield from listening(LogFormat.JSON, logging.INFO)


def is_harmless(line: str) -> bool:
    return line.isprintable() and len(line) < logs.MAX_EVENT_CHARS + 200


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: ascii(attack)[:30])
def test_no_value_leaves_its_line(lines: Lines, attack: str) -> None:
    logs.logger("communique.test").warning("Seen", title=attack, urls=[attack, attack], other=ValueError(attack))
    logging.getLogger("communique.test").warning("seen: %s", attack)
    assert len(lines.lines) == 2
    assert all(map(is_harmless, lines.lines))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: ascii(attack)[:30])
def test_no_line_of_a_traceback_passes_for_one_of_ours(lines: Lines, attack: str) -> None:
    logs.logger("communique.test").error("Failed", article=attack, exc_info=ValueError(attack))
    (text,) = lines.lines
    first, *rest = text.split("\n")
    assert first.isprintable()
    assert all(line.startswith(logs.TRACE_MARK) and line.isprintable() for line in rest)


def test_no_value_passes_for_another_field(lines: Lines) -> None:
    attack = "a' op='gone' x='"
    logs.logger("communique.test").info("Seen", title=attack)
    (line,) = lines.lines
    fields = (
        json.loads(line)
        if line.startswith("{")
        else dict(each.split("=", 1) for each in shlex.split(line) if "=" in each)
    )
    assert fields["title"] == attack
    assert "op" not in fields


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: ascii(attack)[:30])
async def test_no_article_forges_a_line(lines: Lines, attack: str) -> None:
    shown = attack.encode("utf-8", "replace").decode()
    fields = ("id", "title", "url", "source", "revision", "published_at", "status", "language", shown)
    told = {"text": f"{text(1)}\nA{shown}"}
    values = [article(1, **told, **{field: shown}) for field in fields]
    await InMemoryStream().publish(*values, shown.encode(), key=shown.encode())
    assert len(lines.lines) > 10
    assert all(map(is_harmless, lines.lines))
    assert not any(FORGED in line[:60] for line in lines.lines)


async def test_an_article_is_followed_to_its_events_by_its_cause(debugging: Lines) -> None:
    stream = InMemoryStream()
    await stream.publish(article(1), article(2), b"not an article")
    said = [json.loads(line) for line in debugging.lines]
    mine = [each for each in said if each.get("cause") == "articles/0/1"]
    assert [each["event"] for each in mine] == ["Article accepted", "Article read", "Event changed"]
    accepted, read, changed = mine
    assert accepted["article"] == read["article"] == "a2"
    assert (read["change"], read["outcome"], read["mentions"]) == ("new", "events", 1)
    assert changed["articles"] == ["a2"]
    assert (changed["type"], changed["op"], changed["mentions"]) == ("visit", "upsert", 1)
    assert [stream.values("visits")[n]["event_id"] for n in (0, 1)].count(changed["event_id"]) == 1
    (refused,) = (each for each in said if each.get("cause") == "articles/0/2")
    assert (refused["event"], refused["stage"], refused["reason"]) == ("Record refused", "intake", "not-json")


async def test_batch_is_one_log_line_at_info(everyday: Lines) -> None:
    await InMemoryStream().publish(*(article(number) for number in range(20)), b"not an article")
    said = [json.loads(line) for line in everyday.lines]
    assert [(each["level"], each["event"], each["records"]) for each in said] == [
        ("warning", "Articles taken in", 21),
        ("info", "Articles read", 20),
        ("info", "Mentions folded", 20),
    ]
    assert (said[0]["refused"], said[0]["first_reason"]) == (1, "not-json")
    assert said[1]["mentions"] == 20
    assert said[2]["visits"] == 20


async def test_heartbeat_is_not_logged_at_info(everyday: Lines) -> None:
    beat = heartbeat.published(TOPICS.article_heartbeats, 0)
    await InMemoryStream().feed("intake", [event(beat.topic, 0, beat.value, beat.key, 0, beat.headers)])
    assert everyday.lines == []
