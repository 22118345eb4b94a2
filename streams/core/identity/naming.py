"""Normalised text and the ids made of it."""

import re
import unicodedata
from uuid import UUID, uuid5

NAMESPACE = UUID("3b1f0c52-6c0b-5d5e-9a53-0f6f6f8f0c4e")
"""Root of all ids of Communiqué; changing it renames everything."""

_NOT_WORDS = re.compile(r"[^\w]+")


def name(kind: str, *parts: str) -> str:
    """Return the UUIDv5 of the parts; each has its length before it, so no two lists of parts are one."""
    return str(uuid5(NAMESPACE, "".join(f"{len(part)}:{part}" for part in (kind, *parts))))


def normalised(text: str) -> str:
    """Return the letters and digits of a text in lower case, without accents, with single spaces."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_WORDS.sub(" ", text.casefold()).strip()
