"""A fifth type of event: what has to be added in a copy of the project, in `ADDED`, and a corpus to learn it from."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
RULES = '''"""Sanctions: a state or union bars another, or people of it, from trade or travel."""

from schemas.facts import EventType
from streams.core.extraction.triggers.rules import Rule, words

RULES = (
    Rule(
        "sanction.impose", EventType.SANCTION,
        verbs=words("impose slap"), objects=words("sanction embargo"),
        examples=("Norway imposed sanctions on Belarus.",),
    ),
    Rule("sanction.verb", EventType.SANCTION, verbs=words("sanction blacklist"), examples=("Oslo sanctioned a bank.",)),
)
'''
TRAITS = """    EventType.SANCTION: EventTraits(
        has_recipients=True, tolerance_days=1, nouns=frozenset({"ban"}), colour="red"
    ),
"""
COLOURS = """.type-sanction::before { background: #b0302f; }
.fill-sanction { fill: #b0302f; }
"""
TRIGGERS = "streams/core/extraction/triggers"
ADDED = {
    "schemas/facts.py": (('    AGREEMENT = "agreement"\n', '    SANCTION = "sanction"\n'),),
    "streams/core/event_traits.py": (("TRAITS: Mapping[EventType, EventTraits] = {\n", TRAITS),),
    f"{TRIGGERS}/sanctions.py": (("", RULES),),
    f"{TRIGGERS}/catalogue.py": (
        ("import agreements, commitments, meetings, ", "sanctions, "),
        ("agreements.RULES,\n", "    EventType.SANCTION: sanctions.RULES,\n"),
    ),
    "streams/shell/web/static/page.css": ((".fill-agreement { fill: var(--agreement); }\n", COLOURS),),
}
"""All that a type needs: in each file, after what stands there, what is added."""
MOST_PLACES = 6
STATES = {"Norway": "NOR", "Canada": "CAN", "Japan": "JPN", "France": "FRA", "Chile": "CHL"}
TARGETS = {"Belarus": "BLR", "Russia": "RUS", "Myanmar": "MMR", "Iran": "IRN"}
ASSERTED = (
    "{a} imposed sanctions on {b} on Monday.",
    "{a} slapped an embargo on {b}.",
    "{a} sanctioned {b} this week.",
)
NOT = ("{a} may impose sanctions on {b}.", "{a} refused to sanction {b}.", "{a} urged others to sanction {b}.")
PROSE = "The weather in the capital was mild. Shops stayed open until late in the evening."
UNSEEN = "Brazil imposed sanctions on Syria on Tuesday. The harvest was good."


def corpus() -> tuple[list[dict[str, Any]], ...]:
    """Articles that report a sanction or only speak of one, what there is to find in them, and which word tells it."""
    articles, gold, triggers = [], [], []
    for number, ((a, b), frames) in enumerate(product(product(STATES, TARGETS), (ASSERTED, NOT))):
        lead = frames[number // 2 % 3].format(a=a, b=b)
        parties = [{"name": name, "country": code} for name, code in ((a, STATES[a]), (b, TARGETS[b]))]
        event = {"type": "sanction", "actors": parties, "counterparts": [], "status": "happened", "cue": lead[:-1]}
        about = {"id": f"a{number}", "source": f"outlet{number % 7}.example", "published": "2024-05-08"}
        articles.append(about | {"title": "News", "text": f"{lead} {PROSE}"})
        gold.append({"id": f"a{number}", "events": [event] if frames is ASSERTED else [], "background": []})
        words = {str(len(a) + 1): [0]} if frames is ASSERTED else {}
        triggers.append({"id": f"a{number}", "triggers": words})
    return articles, gold, triggers


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project that knows the type `sanction`, trained on the corpus above."""
    copy: Path = tmp_path_factory.mktemp("fifth")
    for package in ("schemas", "streams", "tools"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__", "labels"))
    for name, additions in ADDED.items():
        add(copy / name, additions)
    for name, rows in zip(("articles", "gold", "triggers"), corpus(), strict=True):
        (copy / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    weights = "streams/core/extraction/learned/weights/models.json"
    run(
        copy,
        "tools.training.train",
        "--articles=articles.jsonl",
        "--gold=gold.jsonl",
        "--triggers=triggers.jsonl",
        f"--out={weights}",
        "--quick",
    )
    return copy


def add(path: Path, additions: Iterable[tuple[str, str]]) -> None:
    """Put each addition after what stands before it, which must be there once."""
    text = path.read_text("utf-8") if path.exists() else ""
    for before, addition in additions:
        assert not before or text.count(before) == 1, f"{path.name} has no single {before!r}"
        text = text.replace(before, before + addition, 1)
    path.write_text(text, "utf-8")


def run(project: Path, *arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(project), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=project,
        env=environment,
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def events_in(project: Path, text: str) -> list[dict[str, Any]]:
    (project / "new.jsonl").write_text(json.dumps({"id": "n", "text": text, "published_at": "2024-05-09"}), "utf-8")
    return [json.loads(line) for line in run(project, "streams", "extract", "new.jsonl").splitlines()]


def test_it_touches_few_places() -> None:
    assert sum(map(len, ADDED.values())) <= MOST_PLACES


@pytest.mark.timeout(180)
def test_it_is_found_with_its_parties_and_its_evidence(project: Path) -> None:
    (event,) = events_in(project, UNSEEN)
    assert (event["type"], event["status"]) == ("sanction", "happened")
    assert {actor["country"] for actor in event["actors"]} == {"BRA", "SYR"}
    assert event["evidence"][0]["text"] == "Brazil imposed sanctions on Syria on Tuesday."


@pytest.mark.timeout(180)
def test_what_was_not_done_is_not_found(project: Path) -> None:
    assert events_in(project, "Brazil refused to sanction Syria. The harvest was good.") == []


@pytest.mark.timeout(180)
def test_it_has_a_topic_like_the_others(project: Path) -> None:
    (project / "names.py").write_text(
        "from schemas.topics import EVENTS\nprint(*(t.name for t in EVENTS.values()))", "utf-8"
    )
    assert run(project, "names").split() == ["visits", "meetings", "commitments", "agreements", "sanctions"]
