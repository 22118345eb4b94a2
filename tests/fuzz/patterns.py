"""Every regular expression of the core, and texts made to wear each of them out."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pkgutil import walk_packages
from random import Random
from typing import Any

import streams.core

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_parse  # the one way to see what a pattern repeats

SAMPLES = {"CATEGORY_SPACE": " ", "CATEGORY_NOT_SPACE": "a", "CATEGORY_DIGIT": "1", "CATEGORY_NOT_DIGIT": "a",
           "CATEGORY_WORD": "a", "CATEGORY_NOT_WORD": "-"}  # fmt: skip
DEEP = 6
ENDLESS = ("MAX_REPEAT", "MIN_REPEAT")


def patterns() -> dict[str, re.Pattern[Any]]:
    """Return the patterns that modules of the core hold by name, those within their tuples, lists and mappings too."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in walk_packages(streams.core.__path__, "streams.core."):
        for name, value in vars(import_module(module.name)).items():
            for number, pattern in enumerate(_within(value, DEEP)):
                if pattern not in found.values():
                    found[f"{module.name.removeprefix('streams.core.')}.{name}.{number}"] = pattern
    return found


def _within(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for each in value.values():
            yield from _within(each, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _within(each, depth - 1)
    elif depth and is_dataclass(value):
        for name in (each.name for each in fields(value)):
            yield from _within(getattr(value, name, None), depth - 1)


def attacks(pattern: re.Pattern[Any], length: int, number: int, seed: int) -> Iterator[str]:
    """Yield texts of about `length`: what the pattern repeats, and what it nearly matches, over and over."""
    rng = Random(seed)  # noqa: S311
    tree = sre_parse.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    for _ in range(number):
        whole = _sample(tree, rng)
        piece = rng.choice(
            (whole, whole[: rng.randint(0, len(whole))], whole[rng.randint(0, len(whole)) :], _one(tree, rng))
        )
        head, tail = rng.choice(("", whole, whole[:-1])), rng.choice(("", "\x00", "!", "z", "\n"))
        text = (head + (piece or "a") * (length // max(1, len(piece)) + 1) + tail)[: length + 200]
        yield text


def wearing(pattern: re.Pattern[Any]) -> bool:
    """Return whether a pattern repeats without end what may itself be one repeat without end, as in `(a+)+`.

    Where the rest of such a pattern does not match, the time doubles with each character.
    """
    return _wearing(sre_parse.parse(pattern.pattern, pattern.flags & ~re.DEBUG))


def _wearing(tree: Any) -> bool:  # noqa: ANN401 - as below
    for kind, value in tree:
        if str(kind) in ENDLESS and value[1] is sre_parse.MAXREPEAT and _may_be_endless(value[2]):
            return True
        if any(_wearing(inner) for inner in _inner(str(kind), value)):
            return True
    return False


def _inner(kind: str, value: Any) -> list[Any]:  # noqa: ANN401 - as below
    """Return the trees within an item."""
    match kind:
        case "BRANCH":
            return list(value[1])
        case "SUBPATTERN":
            return [value[3]]
        case "MAX_REPEAT" | "MIN_REPEAT":
            return [value[2]]
        case "ASSERT" | "ASSERT_NOT":
            return [value[1]]
        case _:  # a possessive repeat and an atomic group never go back
            return []


def _may_be_endless(tree: Any) -> bool:  # noqa: ANN401 - as below
    """Whether a text of a tree may be nothing but one repeat without end."""
    items = list(tree)
    return any(_endless(item) and all(_may_be_empty(other) for other in items if other is not item) for item in items)


def _endless(item: tuple[Any, Any]) -> bool:
    kind, value = str(item[0]), item[1]
    return (kind in ENDLESS and value[1] is sre_parse.MAXREPEAT) or any(
        _may_be_endless(inner) for inner in _inner(kind, value)
    )


def _may_be_empty(item: tuple[Any, Any]) -> bool:
    return sre_parse.SubPattern(sre_parse.State(), [item]).getwidth()[0] == 0


def _one(tree: Any, rng: Random) -> str:  # noqa: ANN401 - sre_parse has no public types
    """Return one to three samples of single parts of the pattern."""
    parts = [part for part in tree if part[0] is not sre_parse.AT]
    return "".join(_item(rng.choice(parts), rng) for _ in range(rng.randint(1, 3))) if parts else "a"


def _sample(tree: Any, rng: Random) -> str:  # noqa: ANN401 - as above
    return "".join(_item(item, rng) for item in tree)


def _item(item: tuple[Any, Any], rng: Random) -> str:
    kind, value = str(item[0]), item[1]
    match kind:
        case "LITERAL":
            return chr(value)
        case "NOT_LITERAL":
            return "a" if value != ord("a") else "b"
        case "ANY":
            return rng.choice("a ,1")
        case "IN":
            return _member(value, rng)
        case "BRANCH":
            return _sample(rng.choice(value[1]), rng)
        case "SUBPATTERN":
            return _sample(value[3], rng)
        case "ATOMIC_GROUP":
            return _sample(value, rng)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            low, high, tree = value
            return "".join(_sample(tree, rng) for _ in range(rng.randint(low, min(int(high), low + 3))))
        case _:
            return ""


def _member(members: list[tuple[Any, Any]], rng: Random) -> str:
    if str(members[0][0]) == "NEGATE":
        return rng.choice("a ,1\u2019")
    kind, value = rng.choice(members)
    match str(kind):
        case "LITERAL":
            return chr(value)
        case "RANGE":
            return chr(rng.randint(*value))
        case "CATEGORY":
            return SAMPLES.get(str(value), "a")
        case _:
            return "a"
