import base64
import json
from typing import Any

import pytest

from streams.core.edge import Reject, RejectReason
from streams.shell.cli.lines import as_object, line_of
from streams.shell.records.dead_letters import error_headers
from tests.shell.broker.topic_log import Logged

FACTS: dict[str, Any] = {
    "type": "visit",
    "actors": [{"name": "Ola Berg", "kind": "person", "country": "NOR"}],
    "recipients": [{"name": "Ghana", "kind": "government", "country": "GHA"}],
    "place": {"country": "GHA", "city": "Accra"},
    "date": "2023-03-13",
    "status": "ongoing",
    "sectors": ["trade"],
    "confidence": 0.912,
}
EVENT = FACTS | {
    "op": "upsert",
    "event_id": "e",
    "version": 9,
    "mentions": [{"mention_id": "m", "article_id": "a", "quote": "Berg arrived in Accra."}],
}
MENTION = FACTS | {
    "op": "assert",
    "mention_id": "m",
    "block": "b",
    "version": {"revision": 1, "extractor": 1},
    "evidence": [{"text": "Berg arrived in Accra.", "start": 0, "end": 22, "rule": "arrive"}],
    "article": {"id": "a-1", "revision": 1},
    "extractor": "communique-rules 1",
}
COUNT = {"type": "visit", "sector": "trade", "actor": "NOR", "day": "2023-03-13", "events": 2, "mentions": 3}


def record(topic: str, value: object, headers: tuple[tuple[str, bytes | None], ...] = ()) -> Logged:
    return Logged(topic, 1, 2, b"k", value if isinstance(value, bytes) else json.dumps(value).encode(), headers=headers)


DEAD = record(
    "articles-dead-letters", b"\xff\x00", tuple(error_headers(Reject(RejectReason.EMPTY, "empty"), "articles", 3, 4))
)
FACTS_LINE = "2023-03-13 visit ongoing | Ola Berg (NOR) → Ghana (GHA) | Accra, GHA | trade | 0.91"
LINES = [
    pytest.param(record("visits", EVENT), f"{FACTS_LINE} | 1 report | “Berg arrived in Accra.”", id="event"),
    pytest.param(
        record("visits", EVENT | {"mention_count": 140}),
        f"{FACTS_LINE} | 140 reports | “Berg arrived in Accra.”",
        id="more reports than are listed",
    ),
    pytest.param(
        record("visits", EVENT | {"op": "gone", "mentions": []}), f"- {FACTS_LINE} | no report is left", id="gone"
    ),
    pytest.param(record("mentions", MENTION), f"+ {FACTS_LINE} | a-1 | “Berg arrived in Accra.”", id="mention"),
    pytest.param(
        record("mentions", MENTION | {"op": "retract"}),
        f"- {FACTS_LINE} | a-1 | “Berg arrived in Accra.”",
        id="retraction",
    ),
    pytest.param(record("counts", COUNT), "2023-03-13 visit, trade, NOR: 2 events, 3 mentions", id="count"),
    pytest.param(
        record("counts", {"type": "visit", "events": 1, "mentions": 1}),
        "no date visit, any sector, any actor: 1 event, 1 mention",
        id="count of anything",
    ),
    pytest.param(DEAD, "2023-11-14 22:13:20 1/2 empty: empty (from articles/3/4)", id="dead letter"),
    pytest.param(record("visits", b"{}"), "visits/1/2 is not as topic visits says: b'{}'", id="not an event"),
    pytest.param(Logged("visits", 1, 2, b"k", None), "visits/1/2 has no value", id="tombstone"),
]


@pytest.mark.parametrize(("logged", "line"), LINES)
def test_a_record_is_said_in_one_line(logged: Logged, line: str) -> None:
    assert line_of(logged) == line


def test_a_record_for_machines_says_where_it_stands() -> None:
    assert as_object(record("counts", COUNT)) == {
        "topic": "counts",
        "partition": 1,
        "offset": 2,
        "timestamp": "2023-11-14T22:13:20+00:00",
        "key": "k",
        "value": COUNT,
    }


@pytest.mark.parametrize("value", [b"not json", b"\xff", b""])
def test_values_that_are_no_json_are_shown_as_text(value: bytes) -> None:
    assert as_object(record("visits", value))["value"] == value.decode("utf-8", "backslashreplace")


def test_a_dead_letter_for_machines_has_the_original_bytes() -> None:
    shown = as_object(DEAD)
    assert base64.b64decode(shown["value_base64"]) == b"\xff\x00"
    assert (shown["name"], shown["reason"], shown["headers"]) == ("1/2", "empty", {})
