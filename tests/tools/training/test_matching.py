from typing import Any

import pytest

from streams.core.evaluation.names import same_name
from tools.training.matching import pair, similarity_features


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("President William Ruto", "Ruto", True),
        ("Félix Tshisekedi", "Felix Tshisekedi", True),
        ("Paul Kagame", "William Ruto", False),
        ("the President", "William Ruto", False),
        ("Bank of Ghana", "Ghana", True),
    ],
)
def test_same_name(one: str, other: str, expected: bool) -> None:
    assert same_name(one, other) is expected


def meeting(*people: tuple[str, str], kind: str = "meeting") -> dict[str, Any]:
    return {"type": kind, "actors": [{"name": n, "country": c} for n, c in people], "counterparts": []}


RUTO, KAGAME, MERZ = ("William Ruto", "KEN"), ("Paul Kagame", "RWA"), ("Friedrich Merz", "DEU")


def test_events_of_two_types_are_never_alike() -> None:
    assert similarity_features(meeting(RUTO, KAGAME), meeting(RUTO, KAGAME, kind="visit")) == 0.0


def test_pairs_one_to_one_the_most_alike_first() -> None:
    golds = [meeting(RUTO, KAGAME), meeting(RUTO, MERZ)]
    found = [meeting(RUTO, MERZ), meeting(RUTO, KAGAME), meeting(RUTO, KAGAME)]
    assert {(golds[i]["actors"][1]["name"], found[j]["actors"][1]["name"]) for i, j in pair(golds, found)} == {
        ("Paul Kagame", "Paul Kagame"),
        ("Friedrich Merz", "Friedrich Merz"),
    }
