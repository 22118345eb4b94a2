"""Ask which words tell an article's events: `python -m tools.training.mark --articles A --gold G --triggers T`.

Prints each annotated article for which T has no row: its events (e0, e1, ...) and its text, in which each word that may
tell one is marked with a number and the types that it may be of, as ⟦7MV talks⟧. Whoever reads it answers with a line
for each article, `ID: 7=e0 9=e0,e2 12=?`: the events that each word tells, first or again; `?` where it may or may not.
Words that tell none are left out. With `--answers FILE` the rows for T are printed instead.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import orjson
import typer

from streams.core.extraction.extractor import Extractor
from streams.core.extraction.triggers.triage import select
from streams.core.text.document import make_document
from tools.training.corpus import Gold, Labelled, load
from tools.training.examples import make_example
from tools.training.matching import countries

ASKED = 0.05
"""Words that are less likely than this to report an event are not asked about: they tell none."""
TRIGGERED = 1e-14
"""Less than triage gives any sentence with a trigger: log-odds count as at most 30 away from even."""
_ANSWER = re.compile(r"(\d+)=(\?|e\d+(?:,e\d+)*)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that may tell an event: its offsets in the text, and the first letters of the types that it may be of."""

    start: int
    end: int
    types: str


class AnswerError(ValueError):
    """An answer does not fit the articles; says which and why."""


def marks_of(item: Labelled, extractor: Extractor) -> list[Mark]:
    """Return the words of an article that may tell an event, in their order: of a type that is new, all that could."""
    document = make_document(item.article)
    book = extractor.book
    picked = select(document, book.is_trigger, extractor.models.judges, TRIGGERED, 0.0)
    analysed = extractor.analyse_picked([(document, picked)])[0]
    found: dict[tuple[int, int], set[str]] = {}
    network = extractor.models.networks["report"]
    for proposal in make_example(item, analysed, book).proposals:
        kind = proposal.candidate.type.value
        if kind not in network.heads or network.probability(kind, network.hidden_of(proposal.names)) >= ASKED:
            word = proposal.candidate.parse.tokens[proposal.candidate.trigger]
            found.setdefault((word.start, word.end), set()).add(kind[0].upper())
    return [Mark(*span, "".join(sorted(types))) for span, types in sorted(found.items())]


def shown(item: Labelled, marks: Sequence[Mark]) -> str:
    """Return an article for a reader: its events, and its text with the marks."""
    text, out, at = item.article.text, [], 0
    for number, mark in enumerate(marks, start=1):
        out += [text[at : mark.start], f"⟦{number}{mark.types} {text[mark.start : mark.end]}⟧"]
        at = mark.end
    events = "\n".join(f"e{n} {_event(event)}" for n, event in enumerate(item.events))
    return f"=== {item.article.id}\n{item.article.title or ''}\n{events}\n--\n{''.join(out)}{text[at:]}\n"


def _event(event: Gold) -> str:
    where, named = event.get("place") or {}, ", ".join(sorted(countries(event)))
    return f"{event['type']}: {named} | {where.get('city')} | {event.get('date')} | {event.get('cue')}"


def row_of(item: Labelled, marks: Sequence[Mark], answer: str) -> dict[str, object]:
    """Return the row that an answer makes: `{"id": ..., "triggers": {offset: numbers of events, none if in doubt}}`.

    Raises AnswerError if it names a word or an event that is not there.
    """
    triggers: dict[str, list[int]] = {}
    for part in answer.split():
        parsed = _ANSWER.fullmatch(part)
        if parsed is None:
            raise AnswerError(f"{item.article.id}: {part!r} is no answer like 7=e0, 7=e0,e2 or 7=?")
        number, events = int(parsed[1]), [int(event[1:]) for event in parsed[2].split(",") if event != "?"]
        if not 1 <= number <= len(marks):
            raise AnswerError(f"{item.article.id}: there is no mark {number}")
        missing = [event for event in events if event >= len(item.events)]
        if missing:
            raise AnswerError(f"{item.article.id}: there is no event e{missing[0]}")
        triggers[str(marks[number - 1].start)] = events
    return {"id": item.article.id, "triggers": triggers}


def answers_in(lines: Sequence[str]) -> dict[str, str]:
    """Return what was answered for each article, by its id. Raises AnswerError for a line without one."""
    found = {}
    for number, line in enumerate(lines, start=1):
        name, colon, answer = line.strip().partition(":")
        if line.strip() and not colon:
            raise AnswerError(f"line {number}: {line.strip()!r} does not begin with an id and a colon")
        if colon:
            found[name] = answer
    return found


def main(
    articles: Annotated[list[Path], typer.Option(help="Articles, JSON Lines")],
    gold: Annotated[list[Path], typer.Option(help="Annotations, JSON Lines")],
    triggers: Annotated[list[Path] | None, typer.Option(help="Rows that are there already, JSON Lines")] = None,
    answers: Annotated[Path | None, typer.Option(help="Answers: print the rows that they make")] = None,
) -> None:
    """Print articles with marks, or the rows that answers make."""
    extractor = Extractor.load()
    asked = [item for item in load(articles, gold, triggers or ()) if item.lacks_triggers]
    if answers is None:
        for item in asked:
            typer.echo(shown(item, marks_of(item, extractor)))
        return
    try:
        given = answers_in(answers.read_text(encoding="utf-8").splitlines())
        for row in _rows(asked, given, extractor):
            typer.echo(orjson.dumps(row).decode())
    except AnswerError as error:
        raise typer.BadParameter(str(error)) from error


def _rows(asked: Sequence[Labelled], given: Mapping[str, str], extractor: Extractor) -> Iterator[dict[str, object]]:
    items = {str(item.article.id): item for item in asked}
    unknown = given.keys() - items.keys()
    if unknown:
        raise AnswerError(f"{min(unknown)}: no such article is asked about")
    for name, answer in given.items():
        yield row_of(items[name], marks_of(items[name], extractor), answer)


if __name__ == "__main__":
    typer.run(main)
