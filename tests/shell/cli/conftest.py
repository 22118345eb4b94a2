import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from streams.shell.cli import build

Run = Callable[..., Result]


def no_app(settings: object) -> Any:  # noqa: ANN401
    raise AssertionError(f"this command makes no application, but asked for one with {settings}")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process, with nothing of this machine's environment."""
    for name in ("KAFKA_BOOTSTRAP_SERVERS", "COMMUNIQUE_ACTORS_OVERLAY"):
        monkeypatch.delenv(name, raising=False)
    program = build(no_app)

    def invoke(*arguments: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(program, list(arguments), input=stdin, catch_exceptions=False)

    return invoke


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A file of three articles and two lines that are none."""
    path = tmp_path / "articles.jsonl"
    texts = [
        "Norwegian Fisheries Minister Ola Berg arrived in Accra on Monday for a three-day visit.",
        "The harvest was good this year.",
        "El ministro llegó a la ciudad para hablar con los agricultores sobre la cosecha de este año.",
    ]
    lines = [json.dumps({"id": f"a-{n}", "text": text, "published_at": "2023-03-14"}) for n, text in enumerate(texts)]
    path.write_text("\n".join([*lines, "{", '{"id": "\\u001b[31m", "text": "x"}']))
    return path
