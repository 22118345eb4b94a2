"""Find the actors of a document's parsed sentences."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from schemas.facts import Actor, ActorKind
from streams.core.extraction.actors import alphabet
from streams.core.extraction.actors.acting import METONYMS, acts
from streams.core.extraction.actors.alignment import Tokens
from streams.core.extraction.actors.antecedents import Antecedents
from streams.core.extraction.actors.carrying import owners_from_context
from streams.core.extraction.actors.countries import Setting
from streams.core.extraction.actors.homonyms import resolve_homonyms
from streams.core.extraction.actors.mentions import ActorMention, Resolution
from streams.core.extraction.actors.overlay import KnownActor
from streams.core.extraction.actors.registry import EntityRegistry
from streams.core.extraction.actors.runs import bare_name, is_company, runs
from streams.core.extraction.actors.speech import Speech
from streams.core.extraction.actors.tagging import Tag, Tagged, Tagger
from streams.core.extraction.actors.titles import Title, named_bodies, titles
from streams.core.extraction.syntax.parse import Parse
from streams.core.lexicon.person_names import keys
from streams.core.text.model import Document

_OFFICIAL = re.compile(
    r"\b(?:government|ministry|department|white house|president|prime minister|embassy|press information)\b",
    re.IGNORECASE,
)
"""Sources that are governments."""
_LOOK_BACK = 3
"""Lines before a parsed sentence whose actors its pronouns and nominals may mean."""
_OPENING = 3
"""Lines at the beginning, headline included, whose actors are remembered throughout."""
_MAY = re.compile(r"(?<![0i])m(?![0m])")
_STATES = frozenset((alphabet.COUNTRY, alphabet.STATELESS_STATE, alphabet.ORGANISATION, alphabet.INSTITUTION))


class Sighting(NamedTuple):
    """Actors named in a line, from character `start` to `end`; `core` is the name without its title."""

    start: int
    end: int
    actors: tuple[Actor, ...]
    how: Resolution
    core: tuple[int, int]
    letter: str = alphabet.NAME
    """What was seen: a name, a country ...; capitals, regions and demonyms are actors only in some places."""


class ActorFinder:
    """Finds actors by the lexicon and by what the user knows of actors of their own; see `overlay`."""

    def __init__(self, own: Iterable[KnownActor] = ()) -> None:
        bodies: dict[str, Actor] = {}
        self._people: dict[tuple[str, ...], Actor] = {}
        for known in own:
            if known.kind is ActorKind.PERSON:
                self._people.update({keys(form): known.actor for form in known.forms})
            else:
                bodies.update(dict.fromkeys(known.forms, known.actor))
        self._tagger = Tagger(bodies)

    def find(self, document: Document, parses: Sequence[Parse]) -> tuple[tuple[ActorMention, ...], ...]:
        """Return the actor mentions of each parsed sentence, aligned with `parses`."""
        if not parses:
            return ()
        texts = (document.title, *(s.text for s in document.sentences))
        lines = [resolve_homonyms(self._tagger.tag(text)) for text in texts]
        setting = _setting(document)
        found = [tuple(owners_from_context(line, tuple(titles(line)), setting)) for line in lines]
        registry = EntityRegistry(lines, found, setting, self._people)
        speech = Speech(document, registry.evidence.publisher)
        antecedents = Antecedents(speech)
        parsed = {parse.index: Tokens(parse) for parse in parses}
        mentions: dict[int, tuple[ActorMention, ...]] = {}
        wanted = _within_memory(parsed)
        for number, (line, line_titles) in enumerate(zip(lines, found, strict=True)):
            if number not in wanted:
                continue
            seen = list(_sightings(line, line_titles, registry))
            if number == 0:
                speech.name_author([actor for sighting in seen for actor in sighting.actors])
            tokens = parsed.get(number - 1)
            if tokens is None:
                antecedents.pass_over(sighting.actors for sighting in seen if sighting.letter not in METONYMS)
            else:
                mentions[number - 1] = antecedents.resolve(tokens, _align(seen, tokens))
        return tuple(mentions[parse.index] for parse in parses)


def _within_memory(parsed: Iterable[int]) -> frozenset[int]:
    """Return the lines whose actors a parsed sentence may mean: its own, those just before it, and the opening."""
    lines = {index + 1 - back for index in parsed for back in range(_LOOK_BACK + 1)}
    return frozenset(lines | set(range(_OPENING)))


def _setting(document: Document) -> Setting:
    dateline = document.dateline.place.country if document.dateline else None
    year = document.published.year if document.published else None
    return Setting(document.home_country, dateline, year, official=bool(_OFFICIAL.search(document.source)))


def _sightings(line: Tagged, found: Sequence[Title], registry: EntityRegistry) -> Iterator[Sighting]:
    taken: list[tuple[int, int]] = []
    for title in found:
        sighting = _of_title(line, title, registry)
        if sighting:
            first, last = title.extent
            taken.append((first, last))
            yield sighting
        elif title.affiliation is None:
            taken.append((title.first, title.last))
    yield from _of_may(line, registry, taken)
    yield from _of_named_bodies(line, registry, taken)
    yield from _of_runs(line, registry, taken)
    yield from _of_states(line, registry, taken)


def _of_title(line: Tagged, title: Title, registry: EntityRegistry) -> Sighting | None:
    first, last = title.extent
    start, end = line.tags[first].start, line.tags[last].end
    if title.name_span:
        name_first, name_last = title.name_span
        person = registry.people.find(line.slice(name_first, name_last))
        if person is None:
            return None
        core = (line.tags[name_first].start, line.tags[name_last].end)
        return Sighting(start, end, (registry.person(person),), Resolution.TITLE, core)
    office = registry.office(line, title) if title.letter == alphabet.ROLE else None
    actors = (office,) if office else registry.groups(line, title) if title.letter != alphabet.ROLE else ()
    if not actors:
        return None
    how = Resolution.NOMINAL if title.letter != alphabet.BODY else Resolution.LEXICON
    head = line.tags[title.head]
    return Sighting(start, end, actors, how, (head.start, head.end), title.letter)


def _of_may(line: Tagged, registry: EntityRegistry, taken: list[tuple[int, int]]) -> Iterator[Sighting]:
    """Theresa May is called like a month."""
    for match in _MAY.finditer(line.letters):
        i, tag = match.start(), line.tags[match.start()]
        person = registry.people.find(tag.text) if tag.text == "May" else None
        if person and len(person.keys) > 1 and all(not first <= i <= last for first, last in taken):
            taken.append((i, i))
            yield Sighting(tag.start, tag.end, (registry.person(person),), Resolution.LINKED, (tag.start, tag.end))


def _of_named_bodies(line: Tagged, registry: EntityRegistry, taken: list[tuple[int, int]]) -> Iterator[Sighting]:
    used = {i for first, last in taken for i in range(first, last + 1)}
    for first, last, country in named_bodies(line.letters):
        tags = line.tags[first : last + 1]
        free = used.isdisjoint(range(first, last + 1))
        if free and _is_proper(tags) and registry.people.find(tags[0].text) is None:
            taken.append((first, last))
            start, end = tags[0].start, tags[-1].end
            body = registry.named_body(line.slice(first, last), line.tags[country])
            yield Sighting(start, end, (body,), Resolution.ENTITY, (start, end), alphabet.OTHER)


def _is_proper(tags: Sequence[Tag]) -> bool:
    return all(tag.text[0].isupper() or tag.letter in "od" for tag in tags)


def _of_runs(line: Tagged, registry: EntityRegistry, taken: list[tuple[int, int]]) -> Iterator[Sighting]:
    for run in runs(line, taken):
        start, end = line.tags[run.first].start, line.tags[run.last].end
        pair = _people_pair(run.text, registry)
        if pair:
            taken.append((run.first, run.last))
            yield Sighting(start, end, pair, Resolution.LINKED, (start, end), alphabet.PAIR)
            continue
        person = registry.people.find(run.text) or registry.people.find(bare_name(run.text))
        actor = registry.person(person) if person else registry.organisation(run.text)
        if actor is not None:
            taken.append((run.first, run.last))
            how = Resolution.LINKED if person else Resolution.ENTITY
            yield Sighting(start, end, (actor,), how, (start, end), _letter(actor, run.text))


def _letter(actor: Actor, text: str) -> str:
    if actor.kind is ActorKind.COMPANY and actor.country:
        return alphabet.ENTERPRISE
    known = actor.kind is ActorKind.PERSON or is_company(text) or (actor.country and not actor.inferred)
    return alphabet.NAME if known else alphabet.OTHER


def _people_pair(text: str, registry: EntityRegistry) -> tuple[Actor, ...]:
    """Return the two people of "the Trump-Kim summit"."""
    first, hyphen, second = text.partition("-")
    if not hyphen or not second:
        return ()
    one, other = registry.people.find(first), registry.people.find(second)
    if one is None or other is None or one is other or registry.people.is_one(text):
        return ()
    return registry.person(one), registry.person(other)


def _of_states(line: Tagged, registry: EntityRegistry, taken: Sequence[tuple[int, int]]) -> Iterator[Sighting]:
    used = {i for first, last in taken for i in range(first, last + 1)}
    for i, tag in enumerate(line.tags):
        if i in used:
            continue
        if tag.letter == alphabet.PAIR and isinstance(tag.value, tuple):
            halves = zip(tag.text.split("-"), tag.value, strict=False)
            actors = tuple(
                registry.state(tag._replace(letter=alphabet.COUNTRY, text=t, value=code)) for t, code in halves
            )
            yield Sighting(tag.start, tag.end, actors, Resolution.LEXICON, (tag.start, tag.end), tag.letter)
        elif tag.letter in _STATES or tag.letter in METONYMS or tag.letter == alphabet.DEMONYM:
            yield _of_state(tag, registry)


def _of_state(tag: Tag, registry: EntityRegistry) -> Sighting:
    return Sighting(tag.start, tag.end, (registry.state(tag),), Resolution.LEXICON, (tag.start, tag.end), tag.letter)


def _align(seen: Sequence[Sighting], tokens: Tokens) -> Iterator[ActorMention]:
    for sighting in seen:
        span, core = tokens.span(sighting.start, sighting.end), tokens.span(*sighting.core)
        if span and core:
            head = tokens.head(*span, preferred=core)
            if acts(sighting.letter, head, tokens):
                yield ActorMention(sighting.actors, span[0], span[1], head, sighting.how)
