"""The list of mutants that change nothing names mutants that exist, and says why of each."""

from pathlib import Path

import pytest

from tools.mutate.equivalent import Equivalent, listed, unmatched
from tools.mutate.mutations import mutants

ROOT = Path(__file__).parents[3]
ENTRY = '[[equivalent]]\nfile = "a.py"\nwithin = ""\nbefore = "LIMIT = 3"\nafter = "LIMIT = 4"\nreason = "why not"\n'


def test_every_entry_is_a_mutant_of_the_code_as_it_is() -> None:
    entries = listed()
    files = {each.file for each in entries}
    every = [mutant for file in files for mutant in mutants(file, (ROOT / file).read_text("utf-8"))]
    assert unmatched(entries, every) == []


def test_every_entry_has_a_reason_and_is_there_once() -> None:
    entries = listed()
    assert [each for each in entries if len(each.reason.split()) < 4] == []
    assert len({(each.file, each.within, each.before, each.after) for each in entries}) == len(entries)


@pytest.mark.parametrize(("source", "stale"), [("LIMIT = 3", 0), ("LIMIT = 5", 1)], ids=["as it was", "changed"])
def test_an_entry_whose_code_has_changed_is_found(source: str, stale: int, tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text(ENTRY, "utf-8")
    (entry,) = listed(path)
    assert entry == Equivalent("a.py", "", "LIMIT = 3", "LIMIT = 4", "why not")
    assert unmatched([entry], mutants("a.py", source)) == [entry] * stale


def test_an_entry_without_a_reason_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text(ENTRY.replace("reason", "because"), "utf-8")
    with pytest.raises(TypeError, match="because"):
        listed(path)
