import pytest

from streams.core.extraction.lemmas import lemma


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("met", "VBD", "meet"),
        ("Visiting", "VBG", "visit"),
        ("committed", "VBN", "commit"),
        ("pledged", "VBD", "pledge"),
        ("donating", "VBG", "donate"),
        ("ratified", "VBN", "ratify"),
        ("agrees", "VBZ", "agree"),
        ("reaches", "VBZ", "reach"),
        ("succeed", "VB", "succeed"),
        ("provided", "VBD", "provide"),
        ("signed", "VBD", "sign"),
        ("'ll", "MD", "will"),
        ("n't", "RB", "not"),
        ("countries", "NNS", "country"),
        ("talks", "NNS", "talks"),
        ("memoranda", "NNS", "memorandum"),
        ("Geneva", "NNP", "geneva"),
    ],
)
def test_lemma(word: str, tag: str, expected: str) -> None:
    assert lemma(word, tag) == expected
