"""What of a page is the report: headline, paragraphs and captions; all else is boilerplate."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from streams.core.lexicon.boilerplate import Boilerplate, boilerplate
from streams.core.text.model import SentenceKind
from streams.core.text.text_blocks import TextBlock

_PROSE_WORDS = 8
"""A block with so many words and a full stop is a paragraph."""
_LONG_WORDS = 25
"""A block with so many words is a paragraph even without its full stop."""
_HEADLINE_WORDS = 4
_CAPTION_WORDS = 60
_TEASERS = 2
"""So many blocks cut short at the end of a page, or more of them between paragraphs, open other stories."""
_CUT_SHORT = ("...", "…")
_LIST_ITEM = re.compile(r"(?:[•▪●■◦‣➢✓*–—-]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)])\s+")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_SIGN_OFF = re.compile(
    r"\s*(?:\((?:Additional |With )?"
    r"(?:Reporting|Editing|Writing|Edited|Compiled|Source|Inputs|reporting|inputs)\b[^()]{0,300}\)"
    r"|[—–-]{1,2}\s?(?:Reuters|AFP|AP|PTI|IANS|ANI|UNI|APP|INP|NNI|Xinhua|Bernama|BERNAMA|CNA|WAM|SPA|KUNA|QNA|PNA|BSS|UNB|NAN|"
    r"Agencies|AGENCIES|Online|Rappler\.com|TradeArabia News Service)"
    r"|\((?:Reuters|AFP|AP|PTI|IANS|ANI|UNI|APP|Xinhua|Bernama|QNA|WAM|NNN|Agencies)\)"
    r"|\([A-Z][A-Za-z]+/[A-Z][a-z]{2,8}\.?\s?\d{1,2}/\d{4}\)|\[email[^\]]{0,20}protected\]|(?:APP|INP|NNI)/[\w-]{2,12}|/ENDS?|ENDS?)\s*$"
)


_NO_SIGN_OFF = '.!?"”’'
"""What ends a paragraph that has no sign-off."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the report; `start` and `end` are offsets into the page."""

    start: int
    end: int
    text: str
    kind: SentenceKind


def paragraphs(blocks: Sequence[TextBlock], title: str) -> list[Paragraph]:
    """Return the blocks that belong to the report, with what they are."""
    kept = _without_boilerplate(_without_teasers(_from_title(blocks, title)))
    return [paragraph for block, kind in _kinds(kept, title) if (paragraph := _paragraph(block, kind))]


def _from_title(blocks: Sequence[TextBlock], title: str) -> Sequence[TextBlock]:
    """Return the blocks from the headline on, if the headline stands before the first paragraph."""
    wanted = _bare(title)
    for position, block in enumerate(blocks):
        if _is_title(block.text, wanted):
            return blocks[position:]
        if is_prose(block):
            break
    return blocks


def _without_teasers(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Leave out openings of other stories below the first paragraph: "The minister said on Monday that ..."."""
    kept: list[TextBlock] = []
    run: list[TextBlock] = []
    read = False
    for block in blocks:
        cut = _is_cut_short(block)
        if (read and cut) or (run and not is_prose(block)):
            run.append(block)
            continue
        kept += _unless_teasers(run, _TEASERS + 1)
        kept.append(block)
        run, read = [], read or (is_prose(block) and not cut)
    return kept + _unless_teasers(run, _TEASERS)


def _unless_teasers(run: list[TextBlock], least: int) -> list[TextBlock]:
    return run if sum(map(_is_cut_short, run)) < least else []


def _is_cut_short(block: TextBlock) -> bool:
    return block.text.endswith(_CUT_SHORT) and block.text.count(" ") < _CAPTION_WORDS


def _without_boilerplate(blocks: Sequence[TextBlock]) -> list[tuple[TextBlock, Boilerplate | None]]:
    """Leave out boilerplate; after a heading such as "Related stories" all up to the next paragraph."""
    total = sum(len(block.text) for block in blocks if is_prose(block))
    kept: list[tuple[TextBlock, Boilerplate | None]] = []
    read = 0
    skipping = False
    for block in blocks:
        prose = is_prose(block)
        found = boilerplate(block.text, reads_as_sentence=prose)
        if found is Boilerplate.END and read > total / 2:
            break
        if found is Boilerplate.CUT:
            skipping = True
        elif found is Boilerplate.CREDIT:
            _make_caption(kept)
        elif found is Boilerplate.CAPTION:
            kept.append((block, found))
        elif found is None and (prose or not skipping):
            skipping = False
            read += len(block.text) if prose else 0
            kept.append((block, None))
    return kept


def _make_caption(kept: list[tuple[TextBlock, Boilerplate | None]]) -> None:
    """Take the block before a picture's credit for its caption, unless it is longer than captions are."""
    if kept and len(kept[-1][0].text.split()) <= _CAPTION_WORDS:
        kept[-1] = (kept[-1][0], Boilerplate.CAPTION)


def is_prose(block: TextBlock) -> bool:
    """Tell a paragraph from a line."""
    words = block.text.count(" ") + 1
    return words >= _LONG_WORDS or (words >= _PROSE_WORDS and block.is_sentence_end)


def _kinds(kept: list[tuple[TextBlock, Boilerplate | None]], title: str) -> list[tuple[TextBlock, SentenceKind]]:
    """Say of each kept block what it is; lines without a full stop are headlines, list items or stray."""
    prose = [position for position, (block, found) in enumerate(kept) if found is None and is_prose(block)]
    first, last = (prose[0], prose[-1]) if prose else (len(kept), len(kept))
    wanted = _bare(title)
    named: list[tuple[TextBlock, SentenceKind]] = []
    in_list = False
    for position, (block, found) in enumerate(kept):
        if found is Boilerplate.CAPTION:
            named.append((block, SentenceKind.CAPTION))
            continue
        if is_prose(block):
            in_list = block.text.endswith(":")
            named.append((block, SentenceKind.HEADLINE if _is_title(block.text, wanted) else SentenceKind.BODY))
            continue
        in_list = in_list or block.text.endswith(":")
        kind = _line_kind(block, before=position < first, after=position > last, in_list=in_list)
        if kind:
            named.append((block, kind))
    return named


def _line_kind(block: TextBlock, *, before: bool, after: bool, in_list: bool) -> SentenceKind | None:
    """Say what a line is that is no paragraph; None if it is stray: a name, a label, a link to another story."""
    words = block.text.count(" ") + 1
    if block.is_sentence_end and words > 1:
        return SentenceKind.BODY
    if words < _HEADLINE_WORDS:
        return None
    if not before and (in_list or _LIST_ITEM.match(block.text)):
        return SentenceKind.BODY
    return None if after else SentenceKind.HEADLINE


def _paragraph(block: TextBlock, kind: SentenceKind) -> Paragraph | None:
    """Take list marks and sign-offs from the ends of a block."""
    start, text = block.start, block.text
    if mark := _LIST_ITEM.match(text):
        start, text = start + mark.end(), text[mark.end() :]
    if text[-1] not in _NO_SIGN_OFF and (sign_off := _SIGN_OFF.search(text, max(0, len(text) - 330))):
        text = text[: sign_off.start()].rstrip()
    return Paragraph(start, start + len(text), text, kind) if text else None


def _is_title(text: str, wanted: str) -> bool:
    """Tell whether a text is the title, `wanted` being its bare words; most texts lack the longest of them."""
    return bool(wanted) and max(wanted.split(), key=len) in text.lower() and _bare(text) == wanted


def _bare(text: str) -> str:
    return _NOT_A_LETTER.sub(" ", text).strip().lower()
