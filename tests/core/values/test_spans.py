from hypothesis import given
from hypothesis import strategies as st

from streams.core.values.spans import Spans

STRETCH = st.tuples(st.integers(0, 60), st.integers(1, 10)).map(lambda drawn: (drawn[0], drawn[0] + drawn[1]))


@given(st.lists(STRETCH, max_size=30))
def test_nothing_is_taken_twice(stretches: list[tuple[int, int]]) -> None:
    spans, read = Spans(), set[int]()
    for start, end in stretches:
        wanted = set(range(start, end))
        assert spans.take(start, end) is read.isdisjoint(wanted)
        read |= wanted if read.isdisjoint(wanted) else set()
