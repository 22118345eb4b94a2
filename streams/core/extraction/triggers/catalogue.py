"""The rules of every type of event, each type's from its own file."""

from collections.abc import Mapping

from schemas.facts import EventType
from streams.core.extraction.triggers import agreements, commitments, meetings, visits
from streams.core.extraction.triggers.rules import Rule

RULES_OF: Mapping[EventType, tuple[Rule, ...]] = {
    EventType.VISIT: visits.RULES,
    EventType.MEETING: meetings.RULES,
    EventType.COMMITMENT: commitments.RULES,
    EventType.AGREEMENT: agreements.RULES,
}
RULES: tuple[Rule, ...] = tuple(rule for kind in EventType for rule in RULES_OF[kind])
"""All rules, in the order of the types."""
