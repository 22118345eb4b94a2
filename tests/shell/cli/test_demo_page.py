"""The page shows what was found, and shows what strangers wrote as data."""

from datetime import UTC, date, datetime

import pytest

from schemas.count import Count
from schemas.event import Event, EventMention, EventOperation
from schemas.facts import Actor, ActorKind, EventType, Place
from schemas.mention import Version
from schemas.sectors import Sector
from streams.core.extraction.model import Outcome
from streams.core.state.readings import Reading
from streams.shell.articles.adapters import Origin
from streams.shell.articles.publishing import Refused
from streams.shell.cli import demo_page
from streams.shell.demo.findings import Findings
from streams.shell.demo.run import DemoRun, problems
from streams.shell.demo.samples import samples
from streams.shell.records.dead_letters import DeadLetter

HOSTILE = "[red]Ministers[/red] met \x1b[2J:smile: \u202egnp"


def event(quote: str = "Hauge arrived in Accra.", reports: int = 2) -> Event:
    mentions = tuple(
        EventMention(mention_id=f"m{n}", article_id=f"a{n}", source="Volta Post", quote=quote) for n in range(reports)
    )
    return Event(
        type=EventType.VISIT,
        op=EventOperation.UPSERT,
        event_id="e",
        version=1,
        actors=(Actor(name="Ingvild Hauge", kind=ActorKind.PERSON, country="NOR"),),
        place=Place(country="GHA", city="Accra"),
        date=date(2026, 10, 6),
        sectors=(Sector.AGRICULTURE,),
        amount=14_000_000,
        currency="USD",
        confidence=0.9,
        mentions=mentions,
    )


def letter(value: bytes = b"<html>", reason: str = "not-json") -> DeadLetter:
    return DeadLetter(
        partition=0,
        offset=0,
        at=datetime(2026, 10, 6, tzinfo=UTC),
        reason=reason,
        detail=HOSTILE,
        topic="articles",
        source="articles/0/0",
        key=None,
        value=value,
        headers=(),
    )


def run(*events: Event, problems: tuple[str, ...] = ()) -> DemoRun:
    reading = Reading(article_id="a", version=Version(revision=1, extractor=1), outcome=Outcome.EVENTS, language="en")
    counts = (
        Count(type=EventType.VISIT, events=1, mentions=2),
        Count(type=EventType.VISIT, actor="NOR", events=1, mentions=2),
        Count(type=EventType.VISIT, sector=Sector.AGRICULTURE, events=1, mentions=2),
    )
    return DemoRun(
        sent=3,
        refused=(Refused(Origin("mine.jsonl", 2), "not-json", "no"),),
        findings=Findings((reading,), events, counts, (letter(),)),
        verify_lines=("verify: 0 mismatches",),
        problems=problems,
        seconds=21.04,
    )


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> str:
    demo_page.show(run(event(), event(HOSTILE, reports=1)))
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [
        "Ingvild Hauge (NOR)",
        "Accra, GHA",
        "2026-10-06",
        "14,000,000 USD",
        "agriculture",
        "2 articles",
        "1 article\n",
        "“Hauge arrived in Accra.”",
        "Visits: 2",
        "Meetings: 0",
        "records sent",
        "refused when the files were read",
        "not-json",
        "<html>",
        "verify: 0 mismatches",
        "3 records in 21.0 seconds",
    ],
)
def test_the_page_says(shown: str, text: str) -> None:
    assert text in "\n".join(line.rstrip() for line in shown.splitlines())


def test_what_strangers_wrote_is_no_markup_and_no_escape(shown: str) -> None:
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[red]Ministers[/red] met \\x1b[2J:smile: \\u202egnp" in shown


def test_a_problem_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    demo_page.show(run(problems=("communique verify failed",)))
    assert "problem: communique verify failed" in capsys.readouterr().out


ALL = samples()
RIGHT = tuple(letter(each.value, each.refusal.value) for each in ALL if each.refusal)


def findings(*letters: DeadLetter, events: int = 1) -> Findings:
    return Findings((), (event(),) * events, (), letters)


def test_what_must_be_is_no_problem() -> None:
    assert problems(ALL, findings(*RIGHT), fresh=True) == ()


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        pytest.param(findings(*RIGHT[1:]), "a broken record is no dead letter for not-json", id="one is missing"),
        pytest.param(findings(*RIGHT, letter(b"{}", "empty")), "a record became a dead letter", id="one too many"),
        pytest.param(findings(*RIGHT[:-1], letter(RIGHT[-1].value or b"", "empty")), "for empty", id="other reason"),
        pytest.param(findings(*RIGHT, events=0), "no event was found", id="no event"),
    ],
)
def test_what_must_not_be_is_a_problem(found: Findings, problem: str) -> None:
    said = problems(ALL, found, fresh=True)
    assert any(problem in each for each in said), said


def test_dead_letters_of_other_publishers_are_not_a_problem() -> None:
    assert problems(ALL, findings(*RIGHT, *RIGHT, letter(b"{}", "empty")), fresh=False) == ()
