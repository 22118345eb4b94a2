"""What depends on the type of an event is a trait or a rule: other code does not name the types."""

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from schemas.facts import EventType
from streams.core.event_traits import TRAITS
from tests.architecture.test_files import CODE, ROOT

TRAITS_FILE = "streams/core/event_traits.py"
RULES = "streams/core/extraction/triggers/"


def named_types(path: Path) -> set[str]:
    """Return the members of EventType that a file names."""
    return {
        node.attr
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "EventType"
    }


def files_that_name_types(paths: Iterable[Path]) -> list[str]:
    return [path.as_posix() for path in paths if named_types(path)]


def test_types_are_named_in_traits_and_rules_alone() -> None:
    assert named_types(ROOT / TRAITS_FILE) == set(EventType.__members__)
    product = [path.relative_to(ROOT) for path in CODE if path.relative_to(ROOT).parts[0] in {"streams", "tools"}]
    assert len(product) > 50
    elsewhere = [path for path in product if not path.as_posix().startswith((TRAITS_FILE, RULES))]
    assert files_that_name_types(ROOT / path for path in elsewhere) == []


def test_branch_on_a_type_would_be_noticed(tmp_path: Path) -> None:
    (tmp_path / "branch.py").write_text("if kind is EventType.VISIT: ...", "utf-8")
    (tmp_path / "trait.py").write_text("if TRAITS[kind].has_terms: ...\nfor kind in EventType: ...", "utf-8")
    assert files_that_name_types(tmp_path.glob("*.py")) == [(tmp_path / "branch.py").as_posix()]


@pytest.mark.parametrize("kind", EventType)
def test_each_type_has_traits_and_its_colours_on_the_page(kind: EventType) -> None:
    page = (ROOT / "streams/shell/web/static/page.css").read_text("utf-8")
    assert kind in TRAITS
    assert f".type-{kind.value}::before" in page
    assert f".fill-{kind.value} " in page
