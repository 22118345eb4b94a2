"""How much: which of the sums that an event's sentences name is its own."""

from collections.abc import Iterator, Mapping, Sequence

from streams.core.extraction.attachment import attachment
from streams.core.extraction.choosing import Option, choose
from streams.core.extraction.linear import LinearModel
from streams.core.extraction.model import AmountMention
from streams.core.extraction.reports import Report, surest_of


def sum_of(cluster: Sequence[Report], models: Mapping[str, LinearModel]) -> AmountMention | None:
    """Return the sum that an event is about, None where it is about none."""
    return choose(sum_options(cluster), surest_of(cluster), models["amount"])


def sum_options(cluster: Sequence[Report]) -> list[Option[AmountMention]]:
    """Every sum that could be the event's."""
    surest = surest_of(cluster)
    return [option for report in cluster for option in _stated(report, report is surest)]


def _stated(report: Report, surest: bool) -> Iterator[Option[AmountMention]]:
    found = report.passage.amounts
    text = report.passage.sentence.text
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
