import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.facts import Instrument
from streams.core.values.amounts import find_amounts, instrument

SUMS = [
    ("a gift of $371 million", None, 371e6, "USD"),
    ("US$ 1.04bn", None, 1.04e9, "USD"),
    ("a $US1.04 billion line", None, 1.04e9, "USD"),
    ("USD 500 mn", None, 500e6, "USD"),
    ("$300m", None, 300e6, "USD"),
    ("$1,250,000", None, 1.25e6, "USD"),
    ("$300m", "AUS", 300e6, "AUD"),
    ("US$300m", "AUS", 300e6, "USD"),
    ("more than $6 million", None, 6e6, "USD"),
    ("half a billion euros", None, 5e8, "EUR"),
    ("€600 million", None, 600e6, "EUR"),
    ("EUR 1,5 million", None, 1.5e6, "EUR"),
    ("£8.3m", None, 8.3e6, "GBP"),
    ("2 million pounds", "GBR", 2e6, "GBP"),
    ("20 million pounds", "EGY", 20e6, "EGP"),
    ("Rs 50,000 crore", "IND", 5e11, "INR"),
    ("Rs. 5 billion", "PAK", 5e9, "PKR"),
    ("Rs1,50,000 for the flooded districts of Pakistan", None, 150_000, "PKR"),
    ("2.5 lakh crore rupees", None, 2.5e12, "INR"),
    ("10 million rupees", "LKA", 10e6, "LKR"),
    ("Tk 500 crore", None, 5e9, "BDT"),
    ("KSh 3.2 billion", None, 3.2e9, "KES"),
    ("Sh5.6 billion", "UGA", 5.6e9, "UGX"),
    ("500 million Tanzanian shillings", None, 500e6, "TZS"),
    ("Ksh.15 million", None, 15e6, "KES"),
    ("Sh.4 billion", "TZA", 4e9, "TZS"),
    ("Shs one trillion", "UGA", 1e12, "UGX"),
    ("Rs two crore", "IND", 2e7, "INR"),
    ("CAD$20 million", None, 20e6, "CAD"),
    ("10 million Tunisian dinars", None, 10e6, "TND"),
    ("N5bn", "NGA", 5e9, "NGN"),
    ("R1.5 million", "ZAF", 1.5e6, "ZAR"),
    ("700 million rand", None, 700e6, "ZAR"),
    ("AED 10 billion", None, 10e9, "AED"),
    ("3.67 billion dirhams", None, 3.67e9, "AED"),
    ("100 million riyals", "QAT", 100e6, "QAR"),
    ("100 million dinars", "IRQ", 100e6, "IQD"),
    ("Yen 1.2 b", None, 1.2e9, "JPY"),
    ("50 Billion Yuan", None, 50e9, "CNY"),
    ("500 million won", None, 500e6, "KRW"),
    ("A$5m", None, 5e6, "AUD"),
    ("C$20 million", None, 20e6, "CAD"),
    ("HK$3b", None, 3e9, "HKD"),
    ("NZ$4 million", None, 4e6, "NZD"),
    ("12 trillion rupiah", None, 12e12, "IDR"),
    ("5 billion CFA francs", None, 5e9, "XOF"),
    ("a 200-million-dollar plant", None, 200e6, "USD"),
    ("one billion U.S. dollars", None, 1e9, "USD"),
    ("150 million PGK", None, 150e6, "PGK"),
    ("MUR 1.2 billion", None, 1.2e9, "MUR"),
    ("TRY 40,000", None, 40_000, "TRY"),
    ("COP half a billion", None, 5e8, "COP"),
    ("30 million U. S. dollars", None, 30e6, "USD"),
    ("104.3 Million U.S.Dollars", None, 104.3e6, "USD"),
    ("CFAF 5 billion", None, 5e9, "XOF"),
    ("an additional half billion dollars", None, 5e8, "USD"),
    ("$60 million per year", None, 60e6, "USD"),
    ("$60 million per year, $600 million in all", None, 600e6, "USD"),
    ("rewards of $5 million each", None, 5e6, "USD"),
    ("$5-7 million", None, 5e6, "USD"),
    ("$5 to $7 million", None, 5e6, "USD"),
    ("Rs 50 to 60 crore", "IND", 5e8, "INR"),
]


@pytest.mark.parametrize(
    ("text", "home", "amount", "currency"), SUMS, ids=[f"{text}-{home}" for text, home, *_ in SUMS]
)
def test_a_sum_is_read_in_whole_units(text: str, home: str | None, amount: float, currency: str) -> None:
    [found] = find_amounts(text, home)
    assert (found.amount, found.currency) == (amount, currency)


NO_SUMS = [
    "a barrel at $80 a barrel",
    "$1.50 per day",
    "Rs.2,000 each",
    "20 per cent of 5 million people",
    "100 pounds of rice",
    "They won 5 medals",
    "the million won by the party",
    "100 million dinars",
    "the G20 and the N1 road",
    "the COP 28 in Dubai",
    "They try 5 million times",
    "a pen for 5 million pupils",
    "16 million doses",
    "",
]


@pytest.mark.parametrize("text", NO_SUMS)
def test_prices_quantities_and_unknown_money_are_no_sums(text: str) -> None:
    assert find_amounts(text) == []


def test_a_conversion_follows_its_original() -> None:
    text = "a line of 580 million shillings (64.45 million dollars) for roads"
    assert [(found.amount, found.currency) for found in find_amounts(text)] == [(580e6, "KES"), (64.45e6, "USD")]


INSTRUMENTS = [
    ("a soft loan of $5 million", Instrument.LOAN),
    ("a credit line of $5 million", Instrument.LOAN),
    ("a grant of $5 million", Instrument.GRANT),
    ("$5 million in humanitarian aid", Instrument.GRANT),
    ("will invest $5 million", Instrument.INVESTMENT),
    ("a contract worth $5 million", Instrument.OTHER),
    ("a contract", None),
]


@pytest.mark.parametrize(("text", "kind"), INSTRUMENTS, ids=[text for text, _ in INSTRUMENTS])
def test_kinds_of_money_are_told_apart(text: str, kind: Instrument | None) -> None:
    assert instrument(text) is kind


@given(st.text(alphabet="$€£Rs USDmbn crore0123456789.,- million", max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    for found in find_amounts(text):
        assert found.amount > 0
        assert text[found.start : found.end].strip()
