"""Bytes and models: how the values of internal and derived topics are written and read.

What strangers send is read by `streams.core.edge`; this is for what we wrote ourselves.
"""

from typing import Any, TypeVar

from pydantic import ValidationError

from schemas.model import Model
from streams.shell.engine.tables import Codec
from streams.shell.errors import CommuniqueError

M = TypeVar("M", bound=Model)


class MalformedRecordError(CommuniqueError):
    """A record of a topic that only we should write is not what the topic carries."""


def encode(model: Model) -> bytes:
    """Write a model as compact JSON in UTF-8."""
    return model.__pydantic_serializer__.to_json(model)


def decode(model: type[M], value: bytes | None) -> M:
    """Read a model. Raises MalformedRecordError with the first thing that is wrong."""
    try:
        return model.model_validate_json(value or b"")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "value"
        raise MalformedRecordError(f"{where}: {first['msg']}") from error


def table_codec(model: type[M], join: Any) -> Codec[M]:  # noqa: ANN401 - a function of two models
    """Return how a table keeps values of this model."""

    def read(value: bytes) -> M:
        try:
            return model.model_validate_json(value)
        except ValidationError as error:
            raise ValueError(str(error)) from error

    return Codec(encode=encode, decode=read, join=join)
