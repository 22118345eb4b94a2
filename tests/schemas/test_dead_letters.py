"""The examples of dead letters are records that the edge refuses, with the headers that it would write."""

import json
from pathlib import Path

import pytest

from streams.core.edge import Reject, decode
from streams.shell.records.dead_letters import ATTEMPTS, OFFSET, PARTITION, REASON, TOPIC, error_headers
from tests.schemas.reading import EXAMPLES

LETTERS = sorted((EXAMPLES / "articles-dead-letters").glob("*.json"))


def test_there_are_examples() -> None:
    assert LETTERS


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_an_example_is_what_would_be_written(path: Path) -> None:
    letter = json.loads(path.read_text("utf-8"))
    headers = letter["headers"]
    reject = decode(letter["value"].encode(), headers)
    assert isinstance(reject, Reject)
    sent = {name: value for name, value in headers.items() if name != ATTEMPTS}
    written = error_headers(reject, headers[TOPIC], int(headers[PARTITION]), int(headers[OFFSET]), sent)
    assert {name: value.decode() for name, value in written} == headers
    assert headers[REASON] == reject.reason


def test_a_record_that_can_be_read_is_no_dead_letter() -> None:
    assert not isinstance(decode(b'{"text": "Ministers met in Suva."}'), Reject)
