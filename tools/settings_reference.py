"""Write docs/settings.md, the reference of all settings: `python -m tools.settings_reference`.

`streams/settings.py` is the source: names, types, bounds, defaults, and each setting's docstring. A test fails when the
page differs from what this writes.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from streams.settings import Settings

PAGE = Path(__file__).parents[1] / "docs" / "settings.md"

SECTIONS = {
    "bootstrap_servers": "Kafka",
    "app_id": "The application",
    "extractor_processes": "Extraction",
    "metrics_host": "Workers: health and shutdown",
    "monitor_port": "The monitor",
    "web_host": "The live page",
    "log_level": "Logs and files",
    "session_timeout": "Groups, commits and requests",
    "refusals_in_a_row": "Refused records",
}
"""The heading that stands above a setting; it holds up to the next one."""

_HEAD = """# Settings

<!-- Written by `make schemas` from streams/settings.py; a test compares. -->

Every setting is an environment variable, the same for workers and commands. A secret may also lie in a file named like
the variable in lower case under `/run/secrets` (Docker, Kubernetes). A value that is not allowed ends the command with
a sentence and exit code 2.
"""
_TABLE = """
## {heading}

| variable | value | default | what it does |
| --- | --- | --- | --- |
"""
_TYPES = {"integer": "whole number", "number": "number", "string": "text"}
_FORMATS = {"path": "path", "password": "secret"}
_BOUNDS = {"minimum": "at least", "exclusiveMinimum": "above", "maxLength": "at most"}


def page() -> str:
    """Return the whole page."""
    return _HEAD + "".join(_rows())


def _rows() -> Iterator[str]:
    schema = Settings.model_json_schema(by_alias=False)
    for name, field in Settings.model_fields.items():
        if name in SECTIONS:
            yield _TABLE.format(heading=SECTIONS[name])
        described = _resolved(schema["properties"][name], schema["$defs"])
        text = " ".join((field.description or "").split())
        yield f"| `{variable(name)}` | {_value(described)} | {_default(described)} | {text} |\n"


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    alias = Settings.model_fields[name].validation_alias
    return str(alias or f"{Settings.model_config['env_prefix']}{name.upper()}")


def _resolved(described: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Return a property's schema in one piece: references followed, and of an optional one what is not null."""
    parts = [each for each in described.get("anyOf", ()) if each.get("type") != "null"]
    name = described.get("$ref", "").rpartition("/")[2]
    own = {key: value for key, value in described.items() if key not in ("anyOf", "$ref")}
    return {**(parts[0] if parts else {}), **definitions.get(name, {}), **own}


def _value(described: Mapping[str, Any]) -> str:
    """Say which values are allowed."""
    if "enum" in described:
        return ", ".join(f"`{each}`" for each in described["enum"])
    if "pattern" in described and "|" in described["pattern"]:
        return ", ".join(f"`{each}`" for each in described["pattern"].strip("^()$").split("|"))
    kind = _FORMATS.get(described.get("format", "")) or _TYPES[described["type"]]
    pattern = [f"of `{described['pattern'].strip('^+$')}`"] if "pattern" in described else []
    return ", ".join([" ".join([kind, *pattern]), *_bounds(described)])


def _bounds(described: Mapping[str, Any]) -> list[str]:
    if {"minimum", "maximum"} <= described.keys():
        return [f"{described['minimum']:,} to {described['maximum']:,}"]
    unit = " characters" if "maxLength" in described else ""
    return [f"{words} {described[key]:,}{unit}" for key, words in _BOUNDS.items() if key in described]


def _default(described: Mapping[str, Any]) -> str:
    """Say what holds where nothing is set; a value that depends on the machine is told in the description."""
    if "default" not in described:
        return "see right"
    return "none" if described["default"] is None else f"`{described['default']}`"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
