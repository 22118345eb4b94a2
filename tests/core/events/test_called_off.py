"""What is planned in one clause and called off in the next."""

from collections.abc import Callable

import pytest

from schemas.facts import Status
from streams.core.extraction.model import Finding

Find = Callable[..., tuple[Finding, ...]]

CALLED_OFF = [
    (
        "The Danish and Swedish prime ministers were to meet in Malmo on Monday, but the talks were called off.",
        "meeting",
    ),
    ("Kenyan President Peter Kipro was due to visit Kampala on Friday, but the trip was postponed.", "visit"),
    ("The foreign ministers of Chile and Peru had planned to meet in Lima, but the meeting was cancelled.", "meeting"),
    ("Polish President Marek Wolski was to travel to Vilnius next week, but the visit has been put off.", "visit"),
    ("The Turkish and Greek ministers were scheduled to hold talks in Athens; the talks were cancelled.", "meeting"),
    ("Kenyan President Peter Kipro was to fly to Kigali on Friday, but he called off the trip.", "visit"),
    ("A summit of the leaders of Chad and Niger was planned for Monday, but it has been postponed.", "meeting"),
    ("Ghana and Togo were to sign a treaty on fishing in Lome on Monday, but the signing was postponed.", "agreement"),
    (
        "The Turkish and Greek foreign ministers were due to hold talks in Athens on Friday. "
        "The meeting was postponed on Wednesday, an official said.",
        "meeting",
    ),
]
STANDING = [
    ("The Danish and Swedish prime ministers met in Malmo on Monday, but a later summit was called off.", "meeting"),
    ("The Danish and Swedish prime ministers will meet on Monday after talks in January were called off.", "meeting"),
    ("Peru and Chile signed a treaty on water in Lima on Monday, but the ceremony was called off.", "agreement"),
    ("Peruvian President Rosa Quispe was to visit Chile on Monday, but she did not cancel the trip.", "visit"),
    ("Peruvian President Rosa Quispe was to visit Chile on Monday, but a dinner was called off.", "visit"),
    ("Peruvian President Rosa Quispe will visit Chile on Monday, and it may cancel the treaty.", "visit"),
]


@pytest.mark.parametrize(("text", "kind"), CALLED_OFF, ids=[text for text, _ in CALLED_OFF])
def test_a_later_clause_calls_off_what_was_planned(text: str, kind: str, find: Find) -> None:
    assert [(f.type.value, f.status) for f in find(text)] == [(kind, Status.CANCELLED)]


@pytest.mark.parametrize(("text", "kind"), STANDING, ids=[text for text, _ in STANDING])
def test_what_else_is_called_off_leaves_it_standing(text: str, kind: str, find: Find) -> None:
    assert (kind, False) in [(f.type.value, f.status is Status.CANCELLED) for f in find(text)]
