"""Lemmas of verbs and nouns, by their Penn tag: a table of irregular forms, and the regular endings.

The parser's own lemmatizer costs a fifth of its time; the rules ask for a few hundred words only.
"""

import re

_IRREGULAR_VERBS = """
be:am,is,are,was,were,been,being,'s,'re,'m,’s,’re,’m become:became,becoming hear:heard show:shown sell:sold
mean:meant hope:hopes,hoped,hoping withdraw:withdrew,withdrawn lay:laid use:used,using face:faced,facing
have:has,had,having,'ve,’ve,'d do:does,did,done,doing go:goes,went,gone,going come:came,coming
meet:met,meets say:said,says tell:told hold:held give:gave,given take:took,taken make:made get:got,gotten
see:saw,seen speak:spoke,spoken begin:began,begun leave:left,leaving fly:flew,flown,flies pay:paid send:sent spend:spent
build:built bring:brought buy:bought think:thought find:found know:knew,known lead:led strike:struck,stricken
swear:swore,sworn sit:sat put:put set:set,setting cut:cut,cutting keep:kept let:let write:wrote,written
break:broke,broken win:won,winning lose:lost fall:fell,fallen rise:rose,risen draw:drew,drawn drive:drove,driven
undertake:undertook,undertaken forge:forged host:hosted sign:signed,signing visit:visited,visiting
lend:lent feel:felt seek:sought teach:taught catch:caught fight:fought stand:stood understand:understood
run:ran,running stop:stopped,stopping plan:planned,planning commit:committed,committing chat:chatted,chatting
travel:travelled,travelling,traveled,traveling cancel:cancelled,cancelling,canceled,canceling
submit:submitted,submitting permit:permitted grant:granted,granting extend:extended agree:agreed,agreeing
dine:dined,dining confer:conferred,conferring drop:dropped step:stepped refer:referred tour:toured hop:hopped
ship:shipped wrap:wrapped scrap:scrapped pledge:pledged,pledging will:'ll,’ll,wo would:'d,’d can:ca not:n't,n’t
free:freed,freeing flee:fled,fleeing welcome:welcomed,welcoming tie:tied,tying die:died,dying lie:lay,lain,lying
"""
_IRREGULAR_NOUNS = {"men": "man", "women": "woman", "children": "child", "people": "people", "memoranda": "memorandum"}
_SINGULAR_IN_S = frozenset(
    {"talks", "news", "headquarters", "series", "species", "affairs", "congress", "press", "business", "access"}
)
_E = re.compile(
    r"(?:[^aeo]at|iz|yz|[aeiou]v|[aeiou]c|[nr]c|[aeio]s|rs|ur|or|[dr]g|dg|[bcdfgktp]l|dul|[^aeo]ir|ib|u|rv|lv|ud|id)$"
)
"""Stems that lost an e: "organiz", "resolv", "arrang"."""
_KEEP_E = frozenset(
    [
        "donat",
        "creat",
        "allocat",
        "negotiat",
        "initiat",
        "celebrat",
        "delegat",
        "dedicat",
        "nominat",
        "ratif",
        "coordinat",
        "cooperat",
        "collaborat",
        "evacuat",
        "facilitat",
        "accelerat",
        "dictat",
        "reiterat",
        "appropriat",
        "stat",
        "relat",
        "updat",
        "inaugurat",
        "conclud",
        "provid",
        "decid",
        "includ",
        "guid",
        "resid",
        "promis",
        "advis",
        "rais",
        "increas",
        "releas",
        "purchas",
        "financ",
        "announc",
        "reduc",
        "produc",
        "introduc",
        "enhanc",
        "advanc",
        "commenc",
        "conven",
        "receiv",
        "arriv",
        "believ",
        "achiev",
        "approv",
        "improv",
        "resolv",
        "involv",
        "serv",
        "reserv",
        "prepar",
        "shar",
        "declar",
        "admir",
        "requir",
        "inquir",
        "acquir",
        "hir",
        "assur",
        "ensur",
        "secur",
        "measur",
        "ventur",
        "outlin",
        "combin",
        "determin",
        "defin",
        "join_",
        "examin",
        "tak",
        "mak",
        "rul",
        "handl",
        "enabl",
        "settl",
        "tackl",
        "doubl",
        "provok",
        "invok",
        "revok",
        "hop",
        "propos",
        "suppos",
        "expos",
        "impos",
        "clos",
        "us",
        "accus",
        "caus",
        "discuss_",
        "chang",
        "arrang",
        "pledg",
        "urg",
        "charg",
        "merg",
        "challeng",
        "acknowledg",
        "engag",
        "manag",
        "damag",
        "forg",
        "alleg",
        "argu",
        "continu",
        "issu",
        "rescu",
        "valu",
        "ceas",
        "leas",
        "eas",
        "prais",
        "phas",
        "chas",
        "writ",
        "unit",
        "invit",
        "cit",
        "vot",
        "not",
        "dot",
        "promot",
        "devot",
        "execut",
        "contribut",
        "distribut",
        "institut",
        "substitut",
        "constitut",
        "mov",
        "lov",
        "sav",
        "giv",
        "liv",
        "driv",
        "strengthen_",
        "telephon",
        "phon",
        "postpon",
        "fin",
        "decid",
        "welcom",
        "nam",
        "tim",
        "becom",
        "overcom",
        "assum",
        "resum",
        "consum",
        "dispatch_",
        "mandat",
        "bas",
        "purchas",
        "eras",
        "licens",
        "defens",
        "ris",
        "aris",
    ]
)


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
    if stem in _KEEP_E or _E.search(stem):
        return stem + "e"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in "bdgmnprt":
        return stem[:-1]
    return stem


_ENDINGS = {"VBG": "ing", "VBD": "ed", "VBN": "ed"}
