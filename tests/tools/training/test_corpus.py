from pathlib import Path

import orjson

from tools.training.corpus import MOST, load

LABELS = Path(__file__).parents[3] / "tools/training/labels"


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


def test_the_articles_of_an_outlet_that_has_many_count_less(tmp_path: Path) -> None:
    articles, gold = tmp_path / "articles.jsonl", tmp_path / "gold.jsonl"
    outlets = {f"r{n}": "Office" for n in range(2 * MOST)} | {"a": "Daily", "b": "", "c": ""}
    texts = [orjson.dumps({"id": key, "text": "Text.", "source": outlet}) for key, outlet in outlets.items()]
    articles.write_bytes(b"\n".join(texts))
    gold.write_bytes(b"\n".join(orjson.dumps({"id": key, "events": []}) for key in outlets))
    shares = {item.article.id: item.share for item in load([articles], [gold])}
    assert (shares["r0"], shares["a"], shares["b"]) == (0.5, 1.0, 1.0)


def test_labels_without_text_say_where_their_cue_starts(tmp_path: Path) -> None:
    articles, gold = tmp_path / "articles.jsonl", tmp_path / "gold.jsonl"
    text = "So it was. Ruto met Kagame in Kigali on Monday, and left."
    articles.write_bytes(orjson.dumps({"id": "a", "text": text}))
    gold.write_bytes(orjson.dumps({"id": "a", "events": [{"type": "meeting", "start": 11}]}))
    (item,) = load([articles], [gold])
    assert item.events[0]["cue"] == "Ruto met Kagame in Kigali on"


def test_the_labels_of_the_project_carry_offsets_and_no_text() -> None:
    rows = [orjson.loads(line) for line in (LABELS / "pool.jsonl").read_bytes().splitlines()]
    events = [event for row in rows for part in ("events", "background") for event in row.get(part) or ()]
    assert len({row["id"] for row in rows}) == len(rows) > 0
    assert all(event["start"] >= 0 and "cue" not in event for event in events)
    assert not any("text" in row or "title" in row for row in rows)


def test_words_that_tell_events_come_from_a_file_of_their_own(tmp_path: Path) -> None:
    articles, gold, triggers = (tmp_path / name for name in ("articles.jsonl", "gold.jsonl", "triggers.jsonl"))
    articles.write_bytes(b'{"id": "a", "text": "Ruto met Kagame."}\n{"id": "b", "text": "Ruto met Kagame."}')
    event = b'{"type": "meeting", "cue": "Ruto met"}'
    gold.write_bytes(b'{"id": "a", "events": [' + event + b']}\n{"id": "b", "events": [' + event + b"]}")
    triggers.write_bytes(b'{"id": "a", "triggers": {"5": [0], "9": []}}')
    known, unknown = load([articles], [gold], [triggers])
    assert known.triggers == {5: (0,), 9: ()}
    assert unknown.triggers is None


def test_each_word_of_the_project_tells_an_event_of_its_article() -> None:
    triggers = {
        row["id"]: row["triggers"] for row in map(orjson.loads, (LABELS / "triggers.jsonl").read_bytes().splitlines())
    }
    for name in ("pool.jsonl", "newspapers.jsonl", "written.jsonl"):
        for row in map(orjson.loads, (LABELS / name).read_bytes().splitlines()):
            numbers = {n for events in triggers.get(row["id"], {}).values() for n in events}
            assert numbers <= set(range(len(row["events"])))
            assert row["id"] in triggers or not row["events"]
