"""Where an event stands when it is reported: planned, ongoing, happened or cancelled."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from schemas.facts import DatePrecision, Status
from streams.core.event_traits import TRAITS
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.learned import thresholds
from streams.core.extraction.learned.linear import Features
from streams.core.extraction.learned.models import Scorers
from streams.core.extraction.sentences import modality
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse
from streams.core.values.mentions import DateMention

CANCEL = frozenset({"cancel", "postpone", "scrap", "shelve", "abandon", "axe", "delay", "defer", "suspend"})
"""Verbs that undo the event that is their object."""
CANCEL_OFF = frozenset({"call", "put", "break"})
"""Verbs that do so with "off"."""
CANCELLATION = frozenset({"cancellation", "cancelation", "postponement", "deferral", "suspension", "scrapping"})
DECIDE = frozenset(
    {"decide", "agree", "choose", "opt", "vote", "force", "oblige", "compel", "order", "have", "announce"}
)
"""Verbs after which "to cancel" means that it is so."""
_DEFINITE = frozenset({"the", "this", "that", "both", "his", "her", "its", "their"})
_ASIDE = frozenset({"advcl", "relcl", "acl"})
"""Clauses that tell of something else on the side: "after the talks were called off"."""
_UNDONE = ("dobj", "nsubjpass", "xcomp")
_SIGNS = (
    "-day", " after", " ahead of", " arrived", " before", " coming", " currently", " day two", " during", " earlier",
    " following", " kicked off", " last month", " last week", " later", " looking forward", " next month", " next week",
    " next year", " on the sidelines", " ongoing", " opened", " planned", " scheduled", " soon", " started",
    " this week", " this weekend", " three-day", " today", " tomorrow", " tonight", " two-day", " upcoming", " will",
    " yesterday",
)  # fmt: skip
"""Words that tell before from after, wherever the sentence has them."""

_UNITS = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}
"""How much of a date in ISO form is known."""
_NEAR = 3
"""Days from the publication beyond which all are alike."""
_WEEK = 7


def status_of(cluster: Sequence[Report], published: date | None, scorers: Scorers) -> Status:
    """Return the status of an event by its surest report, told in an article of the day `published`."""
    surest = cluster[0]
    if is_cancelled(surest) or is_called_off_later(surest) or any(_calls_off(r, surest) for r in cluster[1:]):
        return Status.CANCELLED
    features = status_features(cluster, published)
    planned, ongoing = scorers.planned.probability(features), scorers.ongoing.probability(features)
    if max(planned, ongoing) < thresholds.STATUS:
        return Status.HAPPENED
    return Status.PLANNED if planned >= ongoing else Status.ONGOING


def status_features(cluster: Sequence[Report], published: date | None) -> Features:
    """Return the features of a status: the surest report's words, its days beside the publication, other reports."""
    surest = cluster[0]
    kind = surest.type.value
    names = {f"{kind} {n}" for n in surest.frame if n.startswith(("tense=", "above0", "route=", "aux=", "lemma="))}
    names |= {name for told in _stated(surest, published) for name in (told, f"{kind} {told}")}
    names |= {name for sign in _signs(surest) for name in (sign, f"{kind} {sign}")}
    for report in cluster[1:]:
        again = {n for n in report.frame if n.startswith(("tense=", "future", "assertion=", "plan"))}
        again.update(_signs(report))
        if report.sent is not surest.sent:
            again.update(_stated(report, published))
        names |= {f"again {name}" for name in again}
    return surest.features | dict.fromkeys(names | {f"type={kind}"}, 1.0)


def _signs(report: Report) -> Iterator[str]:
    text = f" {report.sent.sentence.text.lower()} "
    return (f"says{sign}" for sign in _SIGNS if sign in text)


def _stated(report: Report, published: date | None) -> Iterator[str]:
    """Where the dates of a report's sentence lie beside the publication; of a bare weekday, in how many days it is."""
    if published is None:
        return
    for *backward, way in report.sent.dates:
        away = (way.day - published).days
        lies = "now" if _unit(way.day, way) == _unit(published, way) else "ahead" if away > 0 else "behind"
        if way.precision is not DatePrecision.DAY:
            yield f"stated {way.precision.value} {lies}"
        elif backward:
            yield f"stated weekday in {away}" if away <= _WEEK else "stated day of either year"
        else:
            yield from (f"stated {lies}", f"stated away={max(-_NEAR, min(_NEAR, away))}")


def _unit(day: date, way: DateMention) -> str:
    """Return what is now: this year, this month or today."""
    return day.isoformat()[: _UNITS[way.precision]]


def is_cancelled(report: Report) -> bool:
    """Whether the event is what somebody cancels or postpones; not where that is only asked for, weighed or denied."""
    c = report.candidate
    if any(clauses.lemma_at(c.parse, i).lower() in CANCEL for i in clauses.children(c.parse, c.trigger, "amod")):
        return True
    if _is_called_off(c.parse, c.trigger):
        return True
    verbs = clauses.governors(c.parse, c.trigger)[:1]
    if c.dependency_path.split(">")[0] in _UNDONE and c.predicate >= 0:
        verbs.append((c.predicate, c.dependency_path.split(">")[0]))
    return any(_undoes(c.parse, verb) and dep in _UNDONE and _is_asserted(c.parse, verb) for verb, dep in verbs)


def is_called_off_later(report: Report) -> bool:
    """Whether a later clause calls off what is planned: "were to meet, but the talks were called off"."""
    c = report.candidate
    parse, taken_up = c.parse, TRAITS[c.type].nouns
    if not taken_up or not _is_plan(parse, c.predicate):
        return False
    return any(
        token.tag[:2] == "VB" and token.dep not in _ASIDE and _undoes(parse, token.i) and _is_asserted(parse, token.i)
        and any(_takes_up(parse, i, taken_up) for i in clauses.children(parse, token.i, "dobj", "nsubjpass"))
        for token in parse.tokens[c.trigger + 1 :]
    )  # fmt: skip


def _calls_off(report: Report, surest: Report) -> bool:
    """Whether a report calls off what the sentence before it plans: "They were to meet. The talks were called off."."""
    c, nouns = report.candidate, TRAITS[report.type].nouns
    return (
        report.sent.parse.index == surest.sent.parse.index + 1
        and _is_plan(surest.candidate.parse, surest.candidate.predicate)
        and _takes_up(c.parse, c.trigger, nouns)
        and is_cancelled(report)
    )


def _is_plan(parse: Parse, predicate: int) -> bool:
    """Whether a verb tells what is to come: "were to meet", "will visit", "a visit was planned"."""
    if predicate < 0:
        return False
    token = parse.tokens[predicate]
    return token.tag == "VB" or (token.tag == "VBN" and token.lemma in modality.GOVERNORS["plan"])


def _takes_up(parse: Parse, i: int, nouns: AbstractSet[str]) -> bool:
    """Whether a word takes up an event told before and adds nothing: "the talks", "it", but not "a later summit"."""
    token = parse.tokens[i]
    if token.lemma == "it":
        return True
    known = any(parse.tokens[c].lemma in _DEFINITE for c in parse.children[i])
    more = any(parse.tokens[c].dep not in ("det", "poss") for c in parse.children[i])
    return token.lemma in nouns and known and not more


def _undoes(parse: Parse, verb: int) -> bool:
    lemma = clauses.lemma_at(parse, verb)
    particles = {clauses.lemma_at(parse, i) for i in clauses.children(parse, verb, "prt")}
    return lemma in CANCEL or (lemma in CANCEL_OFF and "off" in particles)


def _is_called_off(parse: Parse, trigger: int) -> bool:
    """Whether "the cancellation of" stands over a word."""
    preposition = parse.tokens[trigger].head
    over = parse.tokens[parse.tokens[preposition].head]
    return parse.tokens[preposition].lemma == "of" and over.lemma.lower() in CANCELLATION


def _is_asserted(parse: Parse, verb: int) -> bool:
    """Whether a verb says what is so: no "would", no "not", no "if"; after "to" only what was decided."""
    token, helpers = parse.tokens[verb], set(clauses.auxiliaries(parse, verb))
    if token.dep == "conj" and not helpers and token.tag in ("VB", "VBP"):  # "must go or cancel" is one "must"
        helpers = set(clauses.auxiliaries(parse, token.head))
    above = clauses.lemma_at(parse, token.head) if token.head != verb else ""
    conditions = {clauses.lemma_at(parse, i).lower() for i in clauses.children(parse, verb, "mark", "advmod")}
    if helpers & modality.UNASSERTED or conditions & modality.CONDITIONS:
        return False
    if "to" in helpers or token.dep == "pcomp":
        return above in DECIDE
    return True
