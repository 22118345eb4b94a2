from pathlib import Path

import orjson
import pytest

from streams.shell.training.corpus import cue_position, load

LABELS = Path(__file__).parents[3] / "streams/shell/training/labels/pool.jsonl"


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("So it was. Ruto met Kagame in Kigali on Monday.", "Ruto met Kagame in Kigali on", 11),
        ("He said: “Ruto — met Kagame”.", "Ruto met Kagame", 10),
        ("Nothing of the kind.", "Ruto met Kagame", -1),
        ("Nothing of the kind.", "", -1),
    ],
)
def test_cue_position(text: str, cue: str, expected: int) -> None:
    assert cue_position(text, cue) == expected


def test_loads_annotated_articles_once(tmp_path: Path) -> None:
    articles, gold = tmp_path / "articles.jsonl", tmp_path / "gold.jsonl"
    articles.write_bytes(
        orjson.dumps({"id": "a", "text": "Text.", "source": "Daily", "published": "2026-03-12"}) + b"\n"
    )
    gold.write_bytes(
        orjson.dumps({"id": "a", "events": [{"type": "visit"}]}) + b"\n" + orjson.dumps({"id": "b", "events": []})
    )
    (item,) = load([articles], [gold, gold])
    assert (item.article.id, item.outlet, len(item.events)) == ("a", "Daily", 1)


def test_labels_without_text_say_where_their_cue_starts(tmp_path: Path) -> None:
    articles, gold = tmp_path / "articles.jsonl", tmp_path / "gold.jsonl"
    text = "So it was. Ruto met Kagame in Kigali on Monday, and left."
    articles.write_bytes(orjson.dumps({"id": "a", "text": text}))
    gold.write_bytes(orjson.dumps({"id": "a", "events": [{"type": "meeting", "start": 11}]}))
    (item,) = load([articles], [gold])
    assert item.events[0]["cue"] == "Ruto met Kagame in Kigali on"


def test_the_labels_of_the_project_carry_offsets_and_no_text() -> None:
    rows = [orjson.loads(line) for line in LABELS.read_bytes().splitlines()]
    events = [event for row in rows for part in ("events", "background") for event in row.get(part) or ()]
    assert len({row["id"] for row in rows}) == len(rows) > 0
    assert all(event["start"] >= 0 and "cue" not in event for event in events)
    assert not any("text" in row or "title" in row for row in rows)
