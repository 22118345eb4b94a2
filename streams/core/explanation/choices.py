"""The values that an event's date, place, sum and sectors could have had, and how likely each was."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from schemas.facts import Facts, Place
from streams.core.explanation.values import Choice
from streams.core.extraction.attributes.choosing import Option, shares
from streams.core.extraction.attributes.event_amount import amount_options
from streams.core.extraction.attributes.event_days import dates_of_status
from streams.core.extraction.attributes.event_place import place_options
from streams.core.extraction.attributes.event_sectors import sector_options
from streams.core.extraction.events import Decision
from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.learned.models import Scorers
from streams.core.extraction.merging.clustering import Cluster
from streams.core.extraction.sentences.analysed_article import AnalysedArticle

T = TypeVar("T")


def choices_of(decision: Decision, analysed: AnalysedArticle, scorers: Scorers) -> tuple[Choice, ...]:
    """Return what could have been said of an event, attribute by attribute, the likeliest first."""
    if decision.finding is None:
        return ()
    chosen = _chosen(decision.finding)
    return tuple(
        Choice(attribute=name, value=value, probability=round(probability, 3), chosen=value in chosen[name])
        for name, values in _weighed(decision, analysed, scorers).items()
        for value, probability in sorted(values.items(), key=lambda pair: -pair[1])
    )


def place_text(place: Place) -> str:
    """Name a place; "" for none."""
    return ", ".join(filter(None, (place.city, place.country)))


def sum_text(amount: float | None, currency: str | None) -> str:
    """Name a sum of money; "" for none."""
    return "" if amount is None else f"{amount:,.0f} {currency or ''}".strip()


def _weighed(decision: Decision, analysed: AnalysedArticle, scorers: Scorers) -> Mapping[str, Mapping[str, float]]:
    reports, facts = decision.reports, decision.finding
    dates = dates_of_status(reports, facts.status, analysed) if facts else []
    return {
        "date": _likeliest(dates, reports, scorers.date, lambda when: str(when.day)),
        "place": _likeliest(place_options(reports, analysed), reports, scorers.place, place_text),
        "amount": _likeliest(
            amount_options(reports, analysed), reports, scorers.amount, lambda s: sum_text(s.amount, s.currency)
        ),
        "sector": {s.value: scorers.sector.probability(f) for s, f in sector_options(reports, analysed).items()},
    }


def _likeliest(
    options: Sequence[Option[T]], reports: Cluster, model: LinearModel, text: Callable[[T], str]
) -> dict[str, float]:
    """Return each value that is possible with the probability of its likeliest option."""
    found: dict[str, float] = {}
    for option, probability in zip(options, shares(options, reports[0], model), strict=True):
        if option.possible:
            value = text(option.value)
            found[value] = max(probability, found.get(value, 0.0))
    return found


def _chosen(facts: Facts) -> dict[str, set[str]]:
    return {
        "date": {str(facts.date)} if facts.date else set(),
        "place": {place_text(facts.place)},
        "amount": {sum_text(facts.amount, facts.currency)},
        "sector": {sector.value for sector in facts.sectors},
    }
