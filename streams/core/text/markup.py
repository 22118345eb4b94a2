"""Residual markup: a text with its tags, entities and odd spaces blanked out, character for character.

The result is as long as the original, so every offset holds in both.
"""

import html
import re

_TAG_CHARS = 2_000
"""Longest tag: an image with all its addresses. A lone "<" costs no more than looking this far."""

_MARKUP = re.compile(
    rf"<!--.{{0,{_TAG_CHARS}}}?-->|<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{{0,14}})(?:[\s/][^<>]{{0,{_TAG_CHARS}}})?>"
    r"|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});",
    re.DOTALL,
)
_INLINE = frozenset({"a", "abbr", "b", "cite", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u"})
_SCRIPTS = (("<script", "</script>"), ("<style", "</style>"), ("<noscript", "</noscript>"))
_ODD_ASCII = "\t\r\x0b\x0c\x00"
_ODD_SPACES = "\u00a0\u00ad\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, [*range(0x2000, 0x2010), *range(0x202A, 0x2030)])
)
_ODD_BREAKS = "\x85\u2028\u2029"


def mask(text: str) -> str:
    """Return `text` with tags and entities replaced by as many characters.

    Tags that part paragraphs become line breaks, entities their character and spaces, the others spaces.
    """
    if "<" in text or "&" in text:
        text = _MARKUP.sub(_blank, _without_scripts(text))
    for character in _ODD_ASCII:
        text = text.replace(character, " ")
    return text if text.isascii() else _plain_spaces(text)


def _without_scripts(text: str) -> str:
    """Blank out scripts and styles, which are no text at all; one that is never closed is left."""
    for opening, closing in _SCRIPTS:
        parts, at = [], 0
        while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start)) >= 0:
            parts += [text[at:start], "\n" * (end - start)]
            at = end
        text = "".join([*parts, text[at:]]) if parts else text
    return text


def _plain_spaces(text: str) -> str:
    """Replace the spaces of Unicode; one pass for each is many times faster than one for all."""
    for character in _ODD_SPACES:
        text = text.replace(character, " ")
    for character in _ODD_BREAKS:
        text = text.replace(character, "\n")
    return text


def _blank(match: re.Match[str]) -> str:
    found = match.group()
    if found[0] == "&":
        character = html.unescape(found)
        return (character if len(character) == 1 else " ").ljust(len(found))
    is_inline = not match["name"] or match["name"].lower() in _INLINE
    return " " * len(found) if is_inline else "\n" * len(found)
