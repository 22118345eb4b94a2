"""The name by which a document calls a country or an international organisation."""

from collections.abc import Iterable

from streams.core.extraction.actors import alphabet
from streams.core.extraction.actors.tagging import Tag, Tagged
from streams.core.lexicon.countries import OFFICIAL
from streams.core.lexicon.organisations import Organisation

_LOOSE = frozenset(("America", "Korea", "Congo", "the States"))
"""Names of countries that are not taken for their full names."""


def full_names(lines: Iterable[Tagged]) -> dict[str, str]:
    """For each country and organisation the first name in the document that is no abbreviation."""
    found: dict[str, str] = {}
    for line in lines:
        for tag in line.tags:
            if tag.value is None:
                continue
            if tag.letter == alphabet.COUNTRY and isinstance(tag.value, str) and not _abbreviated(tag.text):
                official = OFFICIAL[tag.value]
                if tag.text == official:
                    found[tag.value] = official
                elif tag.text not in _LOOSE:
                    found.setdefault(tag.value, tag.text)
            elif isinstance(tag.value, Organisation) and not _abbreviated(tag.text):
                found.setdefault(tag.value.name, tag.text)
    return found


def _abbreviated(text: str) -> bool:
    return " " not in text and sum(letter.isupper() for letter in text) > 1


def organisation_name(tag: Tag, body: Organisation, names: dict[str, str]) -> str:
    """Return the organisation's own name for an acronym if the document has it; parts keep their names."""
    if _abbreviated(tag.text) and body.name in names and names[body.name] == body.name:
        return body.name
    return tag.text
