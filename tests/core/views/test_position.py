import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.views.position import position_of, reached, read, text_of, version_of

TOPICS = ("visits", "meetings")


def test_it_reads_as_it_was_written() -> None:
    position = position_of({("visits", 0): 12, ("visits", 2): 3, ("meetings", 1): 5})
    text = text_of(position, TOPICS)
    assert text == "visits.12.0.3~meetings.0.5"
    assert read(text) == {"visits": (12, 0, 3), "meetings": (0, 5)}


@pytest.mark.parametrize(
    ("version", "text"), [(0, "visits.12"), (1, "visits.12"), (2, "version.2~visits.12"), (31, "version.31~visits.12")]
)
def test_it_says_of_which_version_of_the_state_it_is(version: int, text: str) -> None:
    assert text_of({"visits": (12,)}, TOPICS, version) == text
    assert version_of(read(text)) == max(1, version)
    assert text_of({}, TOPICS, version) == ""


@given(st.dictionaries(st.tuples(st.sampled_from(TOPICS), st.integers(0, 9)), st.integers(0, 10**12), min_size=1))
def test_every_position_survives(offsets: dict[tuple[str, int], int]) -> None:
    position = position_of(offsets)
    assert read(text_of(position, TOPICS)) == position


@pytest.mark.parametrize(
    "text", ["", "visits", "visits.", "visits.x", "visits.-1", "visits.1~", "visits.1\nid: 2", "VISITS.1", "visits.١",
             "visits." + "1." * 3_000 + "1"],
)  # fmt: skip
def test_what_is_no_position_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="position"):
        read(text)


def test_one_too_long_to_send_around_is_left_out() -> None:
    assert text_of({"visits": tuple(range(10**6, 10**6 + 2_000))}, TOPICS) == ""


def test_a_record_was_read_if_it_lies_before_the_next_offset() -> None:
    position = read("visits.2.0")
    assert [reached(position, "visits", 0, n) for n in (1, 2)] == [True, False]
    assert not reached(position, "visits", 1, 0)
    assert not reached(position, "visits", 7, 0)
    assert not reached(position, "meetings", 0, 0)
