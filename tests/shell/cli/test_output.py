import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.shell.cli.output import amount, json_line, print_table, say

HOSTILE = "red \x1b[31m, bell \x07, C1 \x9b, override \u202egnp.exe, isolate \u2066, line\u2028end, tag \U000e0041"
JSON = st.recursive(
    st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(JSON)
def test_json_lines_are_the_same_value_and_one_line(value: object) -> None:
    line = json_line(value)
    assert json.loads(line) == value
    assert "\n" not in line


def test_json_lines_escape_control_characters_and_keep_other_scripts() -> None:
    line = json_line({"quote": HOSTILE, "name": "王毅 é"})
    assert not set(line) & set("\x1b\x07\x9b\u202e\u2066\u2028\U000e0041")
    assert "王毅 é" in line
    assert json.loads(line)["quote"] == HOSTILE


def test_words_and_tables_have_nothing_that_a_terminal_obeys(capsys: pytest.CaptureFixture[str]) -> None:
    say(HOSTILE)
    print_table(["what"], [[HOSTILE], ["[red]markup[/red] :smile:"]])
    shown = capsys.readouterr().out
    assert not set(shown) & set("\x1b\x07\x9b\u202e\u2066\u2028\U000e0041")
    assert "[red]markup[/red] :smile:" in shown


@pytest.mark.parametrize(("count", "said"), [(0, "0 articles"), (1, "1 article"), (2_500, "2,500 articles")])
def test_amounts_are_said_in_words(count: int, said: str) -> None:
    assert amount(count, "article") == said
