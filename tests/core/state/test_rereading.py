"""What a newer extractor has to read again, and from which record."""

import itertools

import pytest

from schemas.mention import Version
from streams.core.extraction.model import Outcome
from streams.core.state import rereading
from streams.core.state.readings import Reading
from streams.core.state.rereading import LoggedRevision, LogPosition

FIRST, SECOND, THIRD = LogPosition(10, 1, 5), LogPosition(20, 0, 0), LogPosition(30, 0, 1)


def reading(name: str, revision: int, extractor: int, withdrawn: bool = False) -> Reading:
    version = Version(revision=revision, extractor=extractor)
    return Reading(article_id=name, version=version, withdrawn=withdrawn, outcome=Outcome.EVENTS, language="en")


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        pytest.param([], {}, id="nothing"),
        pytest.param([reading("a", 3, 1)], {"a": 3}, id="an older extractor"),
        pytest.param([reading("a", 3, 2)], {}, id="this extractor"),
        pytest.param([reading("a", 3, 5)], {}, id="a newer extractor"),
        pytest.param([reading("a", 3, 1), reading("a", 3, 2)], {}, id="read again"),
        pytest.param([reading("a", 3, 2), reading("a", 4, 1)], {"a": 4}, id="an older one read a later revision"),
        pytest.param([reading("a", 3, 1), reading("a", 3, 1, withdrawn=True)], {}, id="withdrawn"),
        pytest.param([reading("a", 3, 1, withdrawn=True), reading("a", 4, 1)], {"a": 4}, id="published anew"),
    ],
)
def test_what_is_stale(states: list[Reading], expected: dict[str, int]) -> None:
    for order in itertools.permutations(states):
        assert rereading.stale(rereading.newest(order), 2) == expected


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        pytest.param([LoggedRevision("a", 2, False, SECOND)], SECOND, id="the revision that holds"),
        pytest.param(
            [LoggedRevision("a", 1, False, FIRST), LoggedRevision("a", 3, False, THIRD)], None, id="other revisions"
        ),
        pytest.param([LoggedRevision("a", 2, True, SECOND)], None, id="its withdrawal"),
        pytest.param([LoggedRevision("b", 2, False, SECOND)], None, id="another article"),
        pytest.param(
            [LoggedRevision("a", 2, False, each) for each in (THIRD, FIRST, SECOND)], FIRST, id="the first of it"
        ),
    ],
)
def test_which_record_is_read(log: list[LoggedRevision], expected: LogPosition | None) -> None:
    for order in itertools.permutations(log):
        assert rereading.choose({"a": 2}, order).get("a") == expected
