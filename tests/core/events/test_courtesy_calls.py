"""Diplomats who call on somebody in office, told in hardly more than a sentence."""

from collections.abc import Callable

import pytest

from streams.core.extraction.model import Finding

Find = Callable[..., tuple[Finding, ...]]

# Text, the outlet, and who meets.
CALLS = [
    (
        "Ambassador of Nepal to Pakistan, Ram Thapa, on Wednesday called on Minister for Commerce Sohail Marwat in "
        "Islamabad. They spoke about cement.",
        "Dawn",
        "NPL PAK",
    ),
    (
        "High Commissioner of Sri Lanka Ruwan Perera called on Minister for Religious Affairs Sohail Marwat. "
        "They spoke about pilgrims.",
        "Dawn",
        "LKA PAK",
    ),
    (
        "Peru's ambassador to Kenya, Rosa Quispe, called on Sports Minister Joyce Wanja in Nairobi on Friday. "
        "They looked at a stadium.",
        "The Star (Kenya)",
        "PER KEN",
    ),
    (
        "The new High Commissioner of Ghana, Kofi Boadu, paid a courtesy call on Ports Minister Nimal Jaya on Tuesday.",
        "Daily Mirror (Sri Lanka)",
        "GHA LKA",
    ),
]
PURPOSES = [
    "The UN envoy called on the prime minister of Israel to discuss the raids on Monday.",
    "The UN envoy called on the prime minister of Israel to congratulate him on Monday.",
]
REQUESTS = [
    "The ambassador of Norway called on the president to end the fighting.",
    "The UN envoy called on the prime minister of Israel to stop the raids on Monday.",
    "Nigerian President Emeka Okafor called on the two countries to end the fighting.",
]


@pytest.mark.parametrize(("text", "source", "countries"), CALLS, ids=[text[:50] for text, _, _ in CALLS])
def test_a_courtesy_call_is_a_meeting(text: str, source: str, countries: str, find: Find) -> None:
    found = [(f.type.value, {a.country for a in f.actors}) for f in find(text, source=source)]
    assert found == [("meeting", set(countries.split()))]


@pytest.mark.parametrize("text", PURPOSES)
def test_a_call_for_a_talk_is_a_meeting(text: str, find: Find) -> None:
    assert [f.type.value for f in find(text)] == ["meeting"]


@pytest.mark.parametrize("text", REQUESTS)
def test_to_call_on_somebody_to_do_something_is_none(text: str, find: Find) -> None:
    assert find(text) == ()
