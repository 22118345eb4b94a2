"""One party that agreed to give has promised; several that agreed have an agreement."""

from collections.abc import Callable

import pytest

from streams.core.extraction.model import Finding

Find = Callable[..., tuple[Finding, ...]]

PROMISES = [
    "The World Bank agreed on Monday to extend a loan of $150 million to Nepal.",
    "The World Bank agreed on Monday to extend $232 million in loans and grants to Nepal: $150 million for roads.",
    "Japan has agreed to lend Laos 1.2 billion yen for a bridge, the embassy said on Tuesday.",
    "The IMF agreed to provide $3 billion to Ghana on Wednesday.",
    "China agreed on Tuesday to finance a dam in Zambia with $400 million.",
]
AGREEMENTS = [
    "Japan and Laos agreed on Tuesday to build a bridge together.",
    "Qatar agreed with Egypt on Monday to invest $2 billion in ports.",
    "The World Bank and Nepal agreed on a loan of $150 million on Monday.",
    "Peru and Chile agreed in Lima on Monday to give each other's fishermen free passage.",
    "Russia agreed with India on Monday to provide gas from 2027.",
]


@pytest.mark.parametrize("text", PROMISES)
def test_who_agrees_to_give_promises(text: str, find: Find) -> None:
    assert [f.type.value for f in find(text)] == ["commitment"]


@pytest.mark.parametrize("text", AGREEMENTS)
def test_several_agree(text: str, find: Find) -> None:
    assert "agreement" in [f.type.value for f in find(text)]
