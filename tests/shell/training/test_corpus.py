from pathlib import Path

import orjson
import pytest

from streams.shell.training.corpus import cue_position, load


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
