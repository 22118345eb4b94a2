"""Every test says what must be true: an assert, an expected error, or a call of a helper of the tests that has one."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.architecture.test_files import CODE, ROOT

EXPECTING = {"raises", "warns", "fail", "expect"}
"""Of pytest and Playwright."""


@dataclass
class Module:
    """What a module of the tests defines, and what it imports from other modules of the tests."""

    tree: ast.Module
    functions: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]] = field(default_factory=dict)
    """Methods as well, by their bare name."""
    imports: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.functions.setdefault(node.name, []).append(node)
            elif isinstance(node, ast.ImportFrom) and node.module:
                self.imports |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}


def without_assertion(modules: dict[str, Module]) -> Iterator[str]:
    """Yield each test that asserts nothing, nor does what it calls of its own module or of those that it imports."""
    for name, module in modules.items():
        for function in (each for found in module.functions.values() for each in found):
            if function.name.startswith("test_") and not _asserts(modules, name, function, set()):
                yield f"{name}:{function.lineno} {function.name}"


def _asserts(modules: dict[str, Module], name: str, function: ast.AST, seen: set[tuple[str, str]]) -> bool:
    nodes = list(ast.walk(function))
    called = {_name(node.func) for node in nodes if isinstance(node, ast.Call)}
    if called & EXPECTING or any(isinstance(node, ast.Assert) for node in nodes):
        return True
    reached = {(place, each) for place in (name, *modules[name].imports & modules.keys()) for each in called} - seen
    return any(
        _asserts(modules, place, helper, seen | reached)
        for place, each in sorted(reached)
        for helper in modules[place].functions.get(each, ())
    )


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def modules_of(paths: dict[str, str]) -> dict[str, Module]:
    return {name: Module(ast.parse(text)) for name, text in paths.items()}


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def test_every_test_asserts_something() -> None:
    tests = {dotted(path): path.read_text("utf-8") for path in CODE if path.relative_to(ROOT).parts[0] == "tests"}
    found = modules_of(tests)
    assert sum(name.startswith("test_") for module in found.values() for name in module.functions) > 1_000
    assert list(without_assertion(found)) == []


def test_a_test_that_asserts_nothing_is_noticed() -> None:
    helpers = "def must(x):\n    assert x\ndef idle(x):\n    return x\n"
    text = (
        "from tests.helpers import must, idle\n"
        "import pytest\n"
        "def test_asserts():\n    assert 1\n"
        "def test_by_a_helper():\n    must(1)\n"
        "def test_by_an_error():\n    with pytest.raises(ValueError):\n        int('')\n"
        "def test_does_not_raise():\n    idle(1)\n"
        "def test_calls_who_is_unknown():\n    other.must_not(1)\n"
    )
    planted = modules_of({"tests.helpers": helpers, "tests.test_planted": text})
    assert [each.split()[-1] for each in without_assertion(planted)] == [
        "test_does_not_raise",
        "test_calls_who_is_unknown",
    ]
