"""A user's own actors, laid over the lexicon: the text of an `actors.yaml`.

- name: Lake Water Forum          # as it is to be called
  aliases: [LWF, the Water Forum] # other names in the press
  kind: organization              # person, government, organization or company
  role: null                      # for people
  country: KEN                    # alpha-3, an organisation's acronym, or nothing
"""

from typing import Annotated

import srsly
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from schemas.facts import Actor, ActorKind
from schemas.model import Model
from streams.core.lexicon.countries import code_of, is_country

_Name = Annotated[str, Field(min_length=2, max_length=200)]


class OverlayError(ValueError):
    """The text is no list of actors; the message says which entry and what is wrong with it."""


class KnownActor(Model):
    """An actor of the user's own, with the names that mean it."""

    model_config = ConfigDict(extra="forbid")

    name: _Name
    aliases: tuple[_Name, ...] = ()
    kind: ActorKind
    role: str | None = None
    country: Annotated[str, Field(max_length=20)] | None = None

    @field_validator("country")
    @classmethod
    def _code(cls, value: str | None) -> str | None:
        if value is None or is_country(value):
            return value
        code = code_of(value)
        if code is None and not value[0].isupper():
            raise ValueError(f"{value!r} is no country's alpha-3 code or name and no acronym")
        return code or value

    @property
    def actor(self) -> Actor:
        """What a mention of it stands for."""
        return Actor(name=self.name, kind=self.kind, role=self.role, country=self.country)

    @property
    def forms(self) -> tuple[str, ...]:
        """All names that mean it."""
        return (self.name, *self.aliases)


_ACTORS = TypeAdapter(tuple[KnownActor, ...])


def read_overlay(text: str) -> tuple[KnownActor, ...]:
    """Return the actors of an `actors.yaml`; OverlayError if it is none."""
    try:
        entries = srsly.yaml_loads(text)
    except ValueError as error:
        raise OverlayError(f"actors: {error}") from error
    try:
        return _ACTORS.validate_python(entries or ())
    except ValidationError as error:
        raise OverlayError(_first(error)) from error


def _first(error: ValidationError) -> str:
    said = error.errors(include_url=False, include_input=False)[0]
    place = said["loc"]
    if not place or not isinstance(place[0], int):
        return f"actors: a list of entries with name and kind is wanted: {said['msg']}"
    return f"actors, entry {place[0] + 1}, {'.'.join(map(str, place[1:])) or 'whole'}: {said['msg']}"
