"""A JSON document: one article, or an array of articles."""

from collections.abc import Iterator
from typing import BinaryIO

import orjson

from streams.core.edge import Limits, Reject, RejectReason, decode
from streams.core.edge.decoding import deeper_than
from streams.shell.articles.adapters.item import Item, Origin

MAX_DOCUMENT_BYTES = 256 * 2**20
"""An array is read whole; what is larger should come as JSON Lines."""


def read_document(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item]:
    """Read the document; the items of an array are counted from 1, each with the limits of an article."""
    value = stream.read(MAX_DOCUMENT_BYTES + 1)
    if len(value) > MAX_DOCUMENT_BYTES:
        said = f"more than {MAX_DOCUMENT_BYTES:,} bytes; send JSON Lines, one article a line, instead of one document"
        yield Item(Origin(name), Reject(RejectReason.TOO_LARGE, said))
    elif not value.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        yield Item(Origin(name), decode(value, None, limits))
    else:
        yield from _items(value.removeprefix(b"\xef\xbb\xbf"), name, limits)


def _items(value: bytes, name: str, limits: Limits) -> Iterator[Item]:
    if deeper_than(value, limits.max_depth + 1):
        said = f"an article in it is nested deeper than {limits.max_depth} levels"
        yield Item(Origin(name), Reject(RejectReason.TOO_DEEP, said))
        return
    try:
        articles = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        yield Item(Origin(name), Reject(RejectReason.NOT_JSON, f"not JSON: {error}"))
        return
    for number, article in enumerate(articles, 1):
        yield Item(Origin(name, item=number), decode(orjson.dumps(article), None, limits))
