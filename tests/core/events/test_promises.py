"""One party that agrees, decides or says it will has promised; several that agree have an agreement."""

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
    "Kenya has agreed to lift the ban on maize from Uganda, Trade Minister Peter Otieno said on Monday.",
    "Turkey has decided to open its border crossing to trucks from Georgia, the foreign ministry said.",
    "Foreign Minister Karim Haddad said Jordan would allow Iraqi exporters to use the port of Aqaba.",
    "Norway will provide training for 200 Malawian nurses, its ambassador said.",
    "China extended a credit line of $100 million to Mozambique.",
    "The European Investment Bank granted a loan of 50 million euros to Tunisia.",
]
NOTHING = [
    "Kenya is ready to lift the ban on maize from Uganda, Trade Minister Peter Otieno said on Monday.",
    "Turkey could open its border crossing to trucks from Georgia, the foreign ministry said.",
    "Norway hopes to provide training for 200 Malawian nurses, its ambassador said.",
    "Norway handed 200 beds to the hospital in Lilongwe on Monday.",
    "Profits will fall this year, the bank's director said on Tuesday.",
]
AGREEMENTS = [
    "Japan and Laos agreed on Tuesday to build a bridge together.",
    "Qatar agreed with Egypt on Monday to invest $2 billion in ports.",
    "The World Bank and Nepal agreed on a loan of $150 million on Monday.",
    "Peru and Chile agreed in Lima on Monday to give each other's fishermen free passage.",
    "Russia agreed with India on Monday to provide gas from 2027.",
    "Fiji and Chile established diplomatic relations on Tuesday.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_who_is_ready_hopes_or_has_given_promises_nothing(text: str, find: Find) -> None:
    assert find(text) == ()


@pytest.mark.parametrize("text", PROMISES)
def test_who_alone_agrees_decides_or_says_it_will_promises(text: str, find: Find) -> None:
    assert [f.type.value for f in find(text)] == ["commitment"]


@pytest.mark.parametrize("text", AGREEMENTS)
def test_several_agree(text: str, find: Find) -> None:
    assert "agreement" in [f.type.value for f in find(text)]
