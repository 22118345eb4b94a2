"""Text from outside made safe to show: in a terminal, a log line, a header or a page."""

import unicodedata

ESCAPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that are shown as escapes: controls (ANSI sequences start with one), invisible format characters
(the bidirectional overrides of "Trojan Source", CVE-2021-42574, among them), surrogates, private use, unassigned,
and the two separators that end a line."""

ELLIPSIS = "…"


def printable(text: str, limit: int | None = None, keep: str = "") -> str:
    r"""Return `text` on one line with every character that could steer a terminal written as an escape (`\x1b`).

    `limit` is the greatest length of the result in characters, the ellipsis that marks a cut included. Characters of
    `keep` (say, a newline) are left as they are. The result of a result is the same result.
    """
    cut = text if limit is None else text[: limit + 1]
    shown = "".join(char if char in keep or _harmless(char) else _escape(char) for char in cut)
    return shown if limit is None or len(shown) <= limit else shown[: max(limit - 1, 0)] + ELLIPSIS


def _harmless(char: str) -> bool:
    return " " <= char <= "~" or unicodedata.category(char) not in ESCAPED


def _escape(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")
