"""How much: which of the sums that an event's sentences name is its own.

What is signed or promised in one sentence is often priced in the next: "the loan totals $6 million".
"""

import re
from collections.abc import Iterator, Sequence

from streams.core.event_traits import TRAITS
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.attributes.attachment import attachment
from streams.core.extraction.attributes.choosing import Option, choose
from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.values.amounts import find_amounts
from streams.core.values.mentions import AmountMention

_STEPS = (1, 2, -1, -2)
_PAPER = (
    r"(?:deal|agreement|contract|loan|facility|swap|accord|pact|package|acquisition|financing|funding|grant|MoU"
    r"|project|programme|program|credit|line|aid|assistance|investment|scheme|plan|money|sum|fund|purchase|order|debt)"
)
_TAKEN_UP = re.compile(rf"\b(?:the|this|its|that)\s+(?:\w+\s+){{0,3}}{_PAPER}\b", re.IGNORECASE)
"""What shows that a sentence speaks of what was signed or promised before, or is next."""
_PRICED = re.compile(
    r"\b(?:total(?:s|ing|led|ed)?|worth|valued? (?:at|of)|amount(?:s|ing|ed)? to|cost(?:s|ing)?|comes? to|priced at)\b",
    re.IGNORECASE,
)
"""Words that give something its price."""


def amount_of(cluster: Sequence[Report], analysed: AnalysedArticle, model: LinearModel) -> AmountMention | None:
    """Return the sum that an event is about, None where it is about none.

    What is told of money beside a visit or a meeting is a commitment's or an agreement's.
    """
    surest = cluster[0]
    if not TRAITS[surest.type].has_terms:
        return None
    return choose(amount_options(cluster, analysed), surest, model)


def amount_options(cluster: Sequence[Report], analysed: AnalysedArticle) -> list[Option[AmountMention]]:
    """Every sum that could be the event's."""
    surest = cluster[0]
    own = [option for report in cluster for option in _stated(report, report is surest)]
    return own or [*_around(surest, analysed)]


def _around(report: Report, analysed: AnalysedArticle) -> Iterator[Option[AmountMention]]:
    """Yield the sums of the title and of near sentences that take up what was signed or promised."""
    sentences, at = analysed.document.sentences, report.sent.parse.index
    home, title = analysed.document.home_country, analysed.document.title
    titled = {mention.amount: mention for mention in find_amounts(title, home)}
    seen: set[float] = set()
    for step in _STEPS:
        near = sentences[at + step] if 0 <= at + step < len(sentences) else None
        if near is None or not _TAKEN_UP.search(near.text):
            continue
        for number, mention in enumerate(find_amounts(near.text, home)):
            if mention.amount not in seen:
                seen.add(mention.amount)
                names = {"near", f"near {'after' if step > 0 else 'before'}", f"near far={abs(step) > 1}"}
                names |= {f"near nth={min(number, 1)}", f"near in title={mention.amount in titled}"}
                names |= {f"near type={report.type.value}", f"near priced={bool(_PRICED.search(near.text))}"}
                same = near.paragraph == sentences[at].paragraph
                yield Option(mention, dict.fromkeys(names | {f"near same paragraph={same}"}, 1.0))
    for amount, mention in titled.items():
        if amount not in seen:
            names = {"near", "near title", f"near title trigger={'in title' in report.features}"}
            names.add(f"near title type={report.type.value}")
            yield Option(mention, dict.fromkeys(names, 1.0))


def _stated(report: Report, surest: bool) -> Iterator[Option[AmountMention]]:
    found = report.sent.amounts
    text = report.sent.sentence.text
    for number, mention in enumerate(found):
        kind = report.type.value
        names = {f"surest={surest}", f"nth={min(number, 3)}", f"of={min(len(found), 4)}"}
        names.update(attachment(report, mention.start, mention.end))
        names |= {f"type={kind}", f"{kind} surest={surest}", f"rule={report.candidate.rule}"}
        before = text[max(0, mention.start - 30) : mention.start].lower()
        names |= {
            f"before {w}"
            for w in ("total", "than", "more", "of", "worth", "to", "additional", "another", "from", "per")
            if f" {w} " in before
        }
        yield Option(mention, dict.fromkeys(names, 1.0))
