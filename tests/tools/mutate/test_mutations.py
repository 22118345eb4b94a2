from types import CodeType

import pytest

from tools.mutate.mutations import mutants, planted

INSTEAD = [
    pytest.param("a < b", {"a <= b"}, id="less"),
    pytest.param("a >= b", {"a > b"}, id="at least"),
    pytest.param("a < b <= c", {"a <= b <= c", "a < b < c"}, id="each of a chain"),
    pytest.param("a == b", {"a != b"}, id="equal"),
    pytest.param("a is None", {"a is not None"}, id="is"),
    pytest.param("a not in b", {"a in b"}, id="not in"),
    pytest.param("a and b", {"a or b"}, id="and"),
    pytest.param("not a", {"a"}, id="not"),
    pytest.param("a + b", {"a - b"}, id="plus"),
    pytest.param("a & b", {"a | b"}, id="of two sets"),
    pytest.param("min(a, b)", {"max(a, b)"}, id="min"),
    pytest.param("any(a)", {"all(a)"}, id="any"),
    pytest.param("sorted(a, key=b)", {"sorted(a, key=b, reverse=True)"}, id="sorted"),
    pytest.param("sorted(a, reverse=True)", {"sorted(a, reverse=False)"}, id="sorted backwards"),
    pytest.param("5", {"6", "4"}, id="a number"),
    pytest.param("0.5", {"0.55", "0.45"}, id="a share"),
    pytest.param("True", {"False"}, id="true"),
    pytest.param("a[-1]", {"a[1]", "a[-2]", "a[-0]"}, id="the last"),
    pytest.param("f(a, repr=False)", set(), id="how it is printed"),
    pytest.param("'text'", set(), id="a text"),
]


@pytest.mark.parametrize(("code", "instead"), INSTEAD)
def test_what_can_stand_instead(code: str, instead: set[str]) -> None:
    found = mutants("a.py", f"value = {code}")
    assert {each.after.removeprefix("value = ") for each in found} == instead
    assert {each.before.removeprefix("value = ") for each in found} <= {code}


SOURCE = '''"""A module of 3 lines and more."""
LIMIT: int = 3

class Judge:
    @property(2)
    def late(self, day: Literal[1], tolerance=2) -> Literal[1]:
        """Whether 1 day is late."""
        self.asked += 1
        return day
'''


def test_where_a_mutant_is_and_what_is_left_out() -> None:
    """Annotations, decorators and docstrings are left out; what is returned can be nothing."""
    assert [(m.line, m.within, m.before, m.after) for m in mutants("a.py", SOURCE)] == [
        (2, "", "LIMIT: int = 3", "LIMIT: int = 4"),
        (2, "", "LIMIT: int = 3", "LIMIT: int = 2"),
        (6, "Judge.late", "2", "3"),
        (6, "Judge.late", "2", "1"),
        (8, "Judge.late", "self.asked += 1", "self.asked -= 1"),
        (8, "Judge.late", "self.asked += 1", "self.asked += 2"),
        (8, "Judge.late", "self.asked += 1", "self.asked += 0"),
        (9, "Judge.late", "return day", "return None"),
    ]


def test_a_mutant_is_said_with_its_place() -> None:
    first, *_ = mutants("a.py", SOURCE)
    assert str(first) == "a.py:2: LIMIT: int = 3  ->  LIMIT: int = 4"


def test_the_planted_code_does_what_is_said_to_stand_there() -> None:
    source = "def is_far(a):\n    return a > 2\n"
    found = {each.after: planted(source, each) for each in mutants("a.py", source)}
    answers = {after: [_is_far(code, a) for a in (1, 2, 3, 4)] for after, code in found.items()}
    assert answers == {
        "return a >= 2": [False, True, True, True],
        "return a > 3": [False, False, False, True],
        "return a > 1": [False, True, True, True],
        "return None": [None, None, None, None],
    }


def _is_far(code: CodeType, a: int) -> object:
    module: dict[str, object] = {}
    exec(code, module)  # noqa: S102  # what stands above
    is_far = module["is_far"]
    assert callable(is_far)
    return is_far(a)
