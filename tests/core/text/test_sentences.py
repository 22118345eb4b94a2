import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.text.sentences import split_sentences

SPLITS = [
    ("He came. She left.", ["He came.", "She left."]),
    ("Mr. Roe met Dr. Doe. They ate.", ["Mr. Roe met Dr. Doe.", "They ate."]),
    ("The U.S. President spoke. All heard.", ["The U.S. President spoke.", "All heard."]),
    ("He went to the U.S. She stayed.", ["He went to the U.S.", "She stayed."]),
    ("J. R. Roe met K.P. Doe in St. Lucia.", ["J. R. Roe met K.P. Doe in St. Lucia."]),
    ("It cost $3.5 million. No. 4 is next.", ["It cost $3.5 million.", "No. 4 is next."]),
    ("They met on Dec. 3 in Accra. It rained.", ["They met on Dec. 3 in Accra.", "It rained."]),
    ("Lt. Gen. Roe and Maj. Doe flew.", ["Lt. Gen. Roe and Maj. Doe flew."]),
    ("Eng. Roe met Atty. Doe, Ven. Sam and Ir. Moe.", ["Eng. Roe met Atty. Doe, Ven. Sam and Ir. Moe."]),
    ("The talks began.The minister spoke.", ["The talks began.", "The minister spoke."]),
    ("“We will sign.” The envoy left.", ["“We will sign.”", "The envoy left."]),
    ('"We will sign," he said. "Soon."', ['"We will sign," he said.', '"Soon."']),
    ("Will they sign? Nobody knows!", ["Will they sign?", "Nobody knows!"]),
    ("“Why now?” Minister Roe asked. None spoke.", ["“Why now?” Minister Roe asked.", "None spoke."]),
    ("“Sign!” The envoys left.", ["“Sign!”", "The envoys left."]),
    ("A report of Port-Rights.Org says so.", ["A report of Port-Rights.Org says so."]),
    ("He paused... and went on.", ["He paused... and went on."]),
    ("See www.example.org/Page.Html for it. Or not.", ["See www.example.org/Page.Html for it.", "Or not."]),
    (
        "The firm Acme Inc. signed. Acme Ltd. The rest waited.",
        ["The firm Acme Inc. signed.", "Acme Ltd.", "The rest waited."],
    ),
    ("They spoke at 5 p.m. on Monday.", ["They spoke at 5 p.m. on Monday."]),
    ("1. Trade grew. 2. Aid fell.", ["1. Trade grew.", "2. Aid fell."]),
    ("", []),
    ("  \n ", []),
]


@pytest.mark.parametrize(("text", "sentences"), SPLITS, ids=[text for text, _ in SPLITS])
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text, 0, len(text))] == sentences


@given(st.text(alphabet=st.sampled_from('ab AB.!?"”’( )\n,1'), max_size=300))
def test_spans_are_ordered_trimmed_and_lose_no_word(text: str) -> None:
    spans = list(split_sentences(text, 0, len(text)))
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


@pytest.mark.parametrize("piece", ["a", "a.", "A. ", "“", ". ", " ", "a b ", "U.S. "])
def test_a_million_characters_without_a_break_take_linear_time(piece: str) -> None:
    text = (piece * 1_000_000)[:1_000_000]
    started = time.process_time()
    spans = list(split_sentences(text, 0, len(text)))
    assert time.process_time() - started < 20
    assert all(end - start <= 2_000 for start, end in spans)
