"""From bytes to text: the encoding that a record declares, or UTF-8."""

import codecs
import re
from collections.abc import Iterable, Mapping

from streams.core.edge.reject import Reject, RejectReason

Headers = Mapping[str, bytes | str | None] | Iterable[tuple[str, bytes | str | None]] | None
"""A record's headers, as aiokafka, kafka-python or Faust give them."""

ENCODINGS: Mapping[str, str] = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    # What the web calls Latin-1 is windows-1252 (WHATWG Encoding Standard): 0x80-0x9F are quotes and dashes there.
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
}
"""Declared name -> Python codec. Short on purpose: each decodes to at most one character per byte and runs no state
machine (UTF-7 and the ISO 2022 family hide markup from whoever scans the bytes)."""

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\"';,\s]+)", re.IGNORECASE)


def to_text(value: bytes, headers: Headers) -> str | Reject:
    """Decode `value` by its byte order mark, else by the charset of its content-type header, else as UTF-8."""
    mark, marked = next(((m, codec) for m, codec in BYTE_ORDER_MARKS if value.startswith(m)), (b"", None))
    declared = declared_charset(headers)
    codec = marked or ENCODINGS.get((declared or "utf-8").lower())
    if codec is None:
        said = f"charset {declared} is not read here; send UTF-8, UTF-16 or windows-1252"
        return Reject(RejectReason.UNKNOWN_ENCODING, said)
    try:
        return value[len(mark) :].decode(codec)
    except UnicodeDecodeError as error:
        at = error.start + len(mark)
        return Reject(RejectReason.BAD_ENCODING, f"the bytes are not {marked or declared or 'utf-8'} from byte {at} on")


def declared_charset(headers: Headers) -> str | None:
    """Return the charset that the content-type header names, as written, or None."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers or ()
    for name, value in pairs:
        if name.lower() == "content-type" and value is not None:
            text = value if isinstance(value, str) else value.decode("utf-8", "replace")
            found = CHARSET.search(text)
            return found[1] if found else None
    return None
