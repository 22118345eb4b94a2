"""An explanation in colour: the whole article as the extractor sees it."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from schemas.facts import Actor, EventType
from streams.core.event_traits import TRAITS
from streams.core.explanation.values import (
    Choice,
    Explanation,
    NamedActor,
    ReadSentence,
    Verdict,
    WeighedCandidate,
    WeighedEvent,
    WeighedPart,
)
from streams.core.extraction.model import Finding
from streams.core.printable import printable
from streams.shell.cli.lines import actor_text, place_text
from streams.shell.cli.output import PIPED_WIDTH

VERDICT_STYLES = {Verdict.REPORTS: "green", Verdict.MERGED: "green", Verdict.REJECTED: "dim"}
FADED, HEAD, TRIGGER, ACTOR = "dim", "bold", "underline", "blue"
TAKES_PART, WORTH_SHOWING = 0.5, 0.1
SHOWN_PARTS, SHOWN_CHOICES = 5, 4
REMOVED_CHARS, NAME_CHARS = 100, 60


def style_of(kind: EventType) -> str:
    """Return how a type of event is shown."""
    return f"bold {TRAITS[kind].colour}"


class ExplanationPrinter:
    """Prints explanations one below the other on stdout."""

    def __init__(self) -> None:
        width = None if sys.stdout.isatty() else PIPED_WIDTH
        self._console = Console(width=width, markup=False, emoji=False, highlight=False)

    def show(self, explanation: Explanation) -> None:
        """Print one explanation."""
        self._console.rule(Text(f" {printable(explanation.article_id)} ", HEAD), align="left")
        self._line(0, _text(explanation.title, HEAD))
        self._line(0, _text(_about(explanation), FADED))
        self._show_removed(explanation)
        if explanation.sentences:
            self._line(0, _text("sentences", HEAD))
        for sentence in explanation.sentences:
            self._show_sentence(sentence)
        if explanation.sentences:
            self._line(0, _text("events" if explanation.events else "no event", HEAD))
        for event in explanation.events:
            self._show_event(event, explanation.event_floor)

    def _show_removed(self, explanation: Explanation) -> None:
        if explanation.removed:
            self._line(0, _text("removed", HEAD))
        for each in explanation.removed:
            self._line(1, _text(f"{each.start}-{each.end} {each.what}: {_cut(each.text, REMOVED_CHARS)}", FADED))

    def _show_sentence(self, sentence: ReadSentence) -> None:
        self._line(1, _sentence(sentence))
        if not sentence.parsed:
            return
        for actor in sentence.actors:
            self._line(3, _actor(actor))
        for candidate in sentence.candidates:
            self._line(3, _candidate(candidate))
            if candidate.parts:
                self._line(5, _parts(candidate.parts))

    def _show_event(self, event: WeighedEvent, floor: float) -> None:
        self._line(1, _event_head(event, floor))
        if event.finding is None or not event.accepted:
            return
        for name, value in _facts(event.finding):
            self._line(3, Text.assemble((f"{name} ", FADED), printable(value), *_beside(name, event.choices)))
        for each in event.finding.evidence:
            self._line(3, _text(f"{each.start}-{each.end} {each.rule}: “{each.text}”", "italic"))

    def _line(self, depth: int, text: Text) -> None:
        """Print a text, each of its lines indented; without the blanks that would fill the lines."""
        margin = " " * 2 * depth
        for line in text.wrap(self._console, self._console.width - len(margin)) if text.plain else ():
            line.rstrip()
            self._console.print(Text(margin).append_text(line), soft_wrap=True)


def _about(explanation: Explanation) -> str:
    place = place_text(explanation.dateline) if explanation.dateline else ""
    dateline = " ".join(filter(None, (place, str(explanation.dateline_day or ""))))
    parts = (
        explanation.source,
        f"published {explanation.published or 'unknown'}",
        f"language {explanation.language}",
        f"home country {explanation.home_country or 'unknown'}",
        f"dateline {dateline}" if dateline else "no dateline",
        explanation.outcome.value,
    )
    return " · ".join(filter(None, parts))


def _sentence(sentence: ReadSentence) -> Text:
    """Return the sentence with its triggers and actors marked; why it was kept or dropped stands before it."""
    text = Text().append(f"{sentence.number} {sentence.start}-{sentence.end} {sentence.kind.value} ", FADED)
    if sentence.parsed:
        text.append(f"kept {sentence.chance:.2f}", "green").append(f" by {printable(_triggers(sentence))}\n", FADED)
    else:
        why = f"{sentence.chance:.2f} in spite of {_triggers(sentence)}" if sentence.triggers else "without a trigger"
        text.append("dropped", "red").append(f" {printable(why)}\n", FADED)
    return text.append_text(_marked(sentence))


def _triggers(sentence: ReadSentence) -> str:
    return ", ".join(f"{each.word} ({', '.join(each.rules)})" for each in sentence.triggers) or "its words"


def _marked(sentence: ReadSentence) -> Text:
    """Return the text of a sentence, safe to show and marked; marks are set first, for escapes change lengths."""
    text = Text()
    unmarked = "" if sentence.parsed else FADED
    spans = [(a.start, a.end, ACTOR) for a in sentence.actors]
    spans += [(t.start, t.end, TRIGGER) for t in sentence.triggers]
    spans += [(c.start, c.end, style_of(c.type)) for c in sentence.candidates if c.verdict is not Verdict.REJECTED]
    cuts = sorted({sentence.start, sentence.end, *(at for start, end, _ in spans for at in (start, end))})
    for start, end in pairwise(cuts):
        styles = [style for first, last, style in spans if first <= start and end <= last]
        piece = sentence.text[start - sentence.start : end - sentence.start]
        text.append(printable(piece), " ".join(styles) or unmarked)
    return text


def _actor(mention: NamedActor) -> Text:
    named = "; ".join(_actor_text(actor) for actor in mention.actors)
    how = (f" by {mention.how.value}", FADED)
    return Text.assemble((_cut(mention.text, NAME_CHARS), ACTOR), how, f" → {printable(named)}")


def _actor_text(actor: Actor) -> str:
    about = [actor.kind.value, actor.role, "country inferred" if actor.inferred else None]
    return f"{actor_text(actor)} [{', '.join(filter(None, about))}]"


def _candidate(candidate: WeighedCandidate) -> Text:
    style = VERDICT_STYLES.get(candidate.verdict, "red")
    text = Text().append(candidate.type.value, style_of(candidate.type))
    text.append(f" {printable(candidate.word)} ({candidate.rule}) {candidate.probability:.2f} ")
    text.append(candidate.verdict.value, style)
    if candidate.unasserted:
        text.append(f": {candidate.unasserted.value}", style)
    return text.append(f" event {candidate.event}" if candidate.event else "", style)


def _parts(parts: Sequence[WeighedPart]) -> Text:
    text = Text()
    for part in [part for part in parts if part.probability >= WORTH_SHOWING][:SHOWN_PARTS]:
        country = f" {part.country}" if part.country and part.country != part.name else ""
        style = None if part.probability >= TAKES_PART else FADED
        receives = f" receives {part.receives:.2f}" if part.receives >= TAKES_PART else ""
        text.append(
            f"{'' if not text.plain else '; '}{printable(part.name)}{country} {part.probability:.2f}{receives}", style
        )
    return text


def _event_head(event: WeighedEvent, floor: float) -> Text:
    text = Text(f"{event.number} ").append(event.type.value, style_of(event.type))
    where = ", ".join(map(str, event.sentences))
    text.append(f" from sentence {where}: ", FADED)
    if event.finding is None:
        return text.append("not reported: nobody acts", "red")
    confidence = event.finding.confidence
    if event.accepted:
        return text.append(f"reported, confidence {confidence:.2f}", "green")
    return text.append(f"not reported: confidence {confidence:.2f} is below {floor:.2f}", "red")


def _facts(finding: Finding) -> Iterator[tuple[str, str]]:
    money = "" if finding.amount is None else f"{finding.amount:,.0f} {finding.currency or ''}".strip()
    day = " to ".join(str(each) for each in (finding.date, finding.date_end) if each)
    if finding.date_precision and finding.date_precision.value != "day":
        day += f" (the {finding.date_precision.value})"
    rows = (
        ("actors", "; ".join(map(_actor_text, finding.actors))),
        ("recipients", "; ".join(map(_actor_text, finding.recipients))),
        ("mode", finding.mode.value if finding.mode else ""),
        ("status", finding.status.value),
        ("date", day),
        ("place", place_text(finding.place)),
        ("amount", " ".join(filter(None, (money, finding.instrument.value if finding.instrument else "")))),
        ("sector", ", ".join((*finding.sectors, *finding.crs_codes))),
    )
    return ((name, value or "none") for name, value in rows if value or name in ("date", "place"))


def _beside(name: str, choices: Iterable[Choice]) -> list[tuple[str, str]]:
    """Return how likely the chosen value was, and what else it could have been."""
    weighed = [choice for choice in choices if choice.attribute == name][:SHOWN_CHOICES]
    if not weighed:
        return []
    said = ", ".join(f"{printable(c.value)} {c.probability:.2f}{' ✓' if c.chosen else ''}" for c in weighed)
    return [(f"  from {said}", FADED)]


def _text(text: str, style: str) -> Text:
    return Text(printable(text), style)


def _cut(text: str, limit: int) -> str:
    return printable(text, limit)
