import pytest

from streams.shell.web.live_state import LiveState
from streams.shell.web.versions import Connection, Followed, SwitchStep, Versions


def followed(version: int, behind: int = 0) -> Followed:
    return Followed(version, LiveState(100, version), {}, {}, behind=behind)


@pytest.mark.parametrize(
    ("shown", "coming", "wanted", "step"),
    [
        pytest.param(1, None, 1, SwitchStep.STAY, id="the wanted version is shown"),
        pytest.param(1, None, 2, SwitchStep.OPEN, id="readers are switched"),
        pytest.param(2, None, 1, SwitchStep.OPEN, id="readers are switched back"),
        pytest.param(1, (2, 5), 2, SwitchStep.STAY, id="the wanted version is still being read"),
        pytest.param(1, (2, 0), 2, SwitchStep.SHOW, id="the wanted version is caught up"),
        pytest.param(1, (2, 5), 1, SwitchStep.DROP, id="a switch is taken back while it is read"),
        pytest.param(1, (2, 0), 1, SwitchStep.DROP, id="a switch is taken back when it is read"),
        pytest.param(1, (2, 5), 3, SwitchStep.OPEN, id="readers are switched on while the next one is read"),
        pytest.param(1, (2, 0), 3, SwitchStep.OPEN, id="readers are switched on when the next one is read"),
    ],
)
def test_next_step(shown: int, coming: tuple[int, int] | None, wanted: int, step: SwitchStep) -> None:
    # That the shown version lags changes nothing: it is shown as it is.
    for behind in (0, 7):
        versions = Versions(followed(shown, behind), followed(*coming) if coming else None)
        assert versions.next_step(wanted) is step


def test_both_versions_are_read_while_readers_are_switched() -> None:
    shown, coming = followed(1), followed(2)
    assert Versions(shown).all == (shown,)
    assert Versions(shown, coming).all == (shown, coming)


Q, R = False, True
"""A quiet poll, and one with records."""


@pytest.mark.parametrize(
    ("polls", "answers", "asked_at", "up"),
    [
        pytest.param([R, Q, Q, R, Q, Q], [], [], True, id="records come often enough"),
        pytest.param([Q, Q, Q, Q, Q, Q, Q], [True, True], [2, 6], True, id="asked after three quiet polls, and again"),
        pytest.param([Q, Q, Q, Q], [False, False], [2, 3], False, id="asked at each poll while it is silent"),
        pytest.param([Q, Q, Q, Q, Q], [False, True], [2, 3], True, id="it answers again"),
        pytest.param([Q, Q, Q, R], [False], [2], True, id="records come again"),
    ],
)
def test_connection(polls: list[bool], answers: list[bool], asked_at: list[int], up: bool) -> None:
    connection, asked, answering = Connection(3), list[int](), iter(answers)
    for number, found in enumerate(polls):
        connection.polled(found)
        if connection.is_due:
            asked.append(number)
            connection.asked(next(answering))
    assert (asked, connection.is_up) == (asked_at, up)
