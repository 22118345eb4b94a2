"""One name for one thing: a public class name is defined once in the whole project."""

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.test_files import CODE, ROOT


def defined_twice(files: Iterable[Path]) -> dict[str, list[str]]:
    """Return the public classes that are defined more than once, each with the files that define it."""
    found = defaultdict[str, list[str]](list)
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(path))
    return {name: paths for name, paths in sorted(found.items()) if len(paths) > 1}


def test_public_class_name_is_defined_once() -> None:
    product = [path for path in CODE if path.relative_to(ROOT).parts[0] in {"schemas", "streams"}]
    assert len(product) > 50
    assert defined_twice(product) == {}


def test_second_definition_would_be_noticed(tmp_path: Path) -> None:
    for name, code in {"a.py": "class Cell: ...", "b.py": "class Cell: ...\nclass _Cell: ...", "c.py": "A = 1"}.items():
        (tmp_path / name).write_text(code, "utf-8")
    assert list(defined_twice(tmp_path.glob("*.py"))) == ["Cell"]
