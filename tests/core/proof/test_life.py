"""An event's life as the log tells it: its states, and why each came to be."""

from typing import Any

import pytest

from schemas.facts import Status
from streams.core.proof import life, oracle
from streams.core.proof.life import Reason, Step
from streams.core.proof.oracle import Placed
from tests.core.state.building import MEETING, mention

PLANNED = MEETING.model_copy(update={"status": Status.PLANNED})
CANCELLED = MEETING.model_copy(update={"status": Status.CANCELLED})
WITHDRAWAL = "articles/0/9"


def log(*mentions: Any) -> tuple[Placed, ...]:  # noqa: ANN401
    """A mention stands under the offset of its turn, and follows from the article of its turn or the one given."""
    pairs = [each if isinstance(each, tuple) else (each, f"articles/0/{n}") for n, each in enumerate(mentions)]
    return tuple(Placed(each, 0, offset, cause) for offset, (each, cause) in enumerate(pairs))


def lives(placed: tuple[Placed, ...], withdrawals: tuple[str, ...] = ()) -> dict[str, tuple[Step, ...]]:
    """The life of every event that the log ever had."""
    ids = [key for entry in oracle.fold(placed).entries.values() for key in entry.touched]
    return {key: life.history(life.records_of_block(placed, key), key, withdrawals) for key in ids}


def told(steps: tuple[Step, ...]) -> list[tuple[int, str, str, str]]:
    return [(each.event.version, each.event.op, each.event.status, each.reason) for each in steps]


def test_an_event_that_was_planned_and_then_happened_is_one_event() -> None:
    placed = log(mention(PLANNED, "a", "2024-05-06", quote="They will meet."), mention(MEETING, "b", quote="They met."))
    (steps,) = lives(placed).values()
    assert told(steps) == [(0, "upsert", "planned", "reported"), (1, "upsert", "happened", "reported")]
    assert [each.said and each.said.mention.evidence[0].text for each in steps] == ["They will meet.", "They met."]
    assert [each.status for each in steps[-1].event.status_history] == ["planned", "happened"]


def test_an_event_that_was_planned_and_then_cancelled_is_one_event() -> None:
    (steps,) = lives(log(mention(PLANNED, "a", "2024-05-06"), mention(CANCELLED, "b", "2024-05-07"))).values()
    assert [each.event.status for each in steps] == ["planned", "cancelled"]


@pytest.mark.parametrize(
    ("record", "withdrawals", "reason"),
    [
        pytest.param(mention(MEETING, version=(2, 1), op="retract"), (), Reason.CORRECTED, id="a correction"),
        pytest.param(mention(MEETING, version=(1, 2), op="retract"), (), Reason.REREAD, id="a newer extractor"),
        pytest.param(mention(MEETING, version=(1, 1), op="retract"), (), Reason.WITHDRAWN, id="same revision"),
        pytest.param(
            (mention(MEETING, version=(2, 1), op="retract"), WITHDRAWAL),
            (WITHDRAWAL,),
            Reason.WITHDRAWN,
            id="a withdrawal under a higher revision",
        ),
    ],
)
def test_why_an_event_is_gone(record: Any, withdrawals: tuple[str, ...], reason: Reason) -> None:  # noqa: ANN401
    (steps,) = lives(log(mention(MEETING, quote="They met."), record), withdrawals).values()
    assert told(steps) == [(0, "upsert", "happened", "reported"), (1, "gone", "happened", reason)]
    assert steps[1].said is not None
    assert steps[1].said.mention.evidence[0].text == "They met."


def test_a_correction_of_details_and_a_return() -> None:
    placed = log(
        mention(PLANNED, version=(1, 1)),
        mention(MEETING, version=(2, 1)),
        mention(MEETING, version=(3, 1), op="retract"),
        mention(MEETING, version=(4, 1)),
    )
    (steps,) = lives(placed).values()
    assert [each.reason for each in steps] == ["reported", "corrected", "corrected", "corrected"]
    assert [each.event.op for each in steps] == ["upsert", "upsert", "gone", "upsert"]


def test_repeats_and_late_revisions_are_no_states() -> None:
    placed = log(mention(MEETING, version=(2, 1)), mention(MEETING, version=(2, 1)), mention(PLANNED, version=(1, 1)))
    (steps,) = lives(placed).values()
    assert told(steps) == [(0, "upsert", "happened", "reported")]


def test_late_earlier_report_changes_the_event_id_and_both_histories_say_so() -> None:
    placed = log(mention(MEETING, "b", "2024-05-10"), mention(MEETING, "a", "2024-05-09"))
    (old, steps_of_old), (new, steps_of_new) = sorted(lives(placed).items(), key=lambda each: -len(each[1]))
    assert [each.event.op for each in steps_of_old] == ["upsert", "gone"]
    assert steps_of_old[-1].became == (new,)
    assert steps_of_new[0].came_from == (old,)


def test_an_event_that_never_was_has_no_life() -> None:
    placed = log(mention(MEETING))
    assert life.records_of_block(placed, "no such event") == ()
    assert life.history((), "no such event") == ()
