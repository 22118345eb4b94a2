import pytest

from streams.core.extraction.syntax.lemmas import lemma


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
        ("declined", "VBD", "decline"),
        ("refused", "VBD", "refuse"),
        ("honoring", "VBG", "honor"),
        ("encouraged", "VBN", "encourage"),
        ("controlled", "VBN", "control"),
        ("hoping", "VBG", "hope"),
        ("hopping", "VBG", "hop"),
        ("singing", "VBG", "sing"),
        ("discussed", "VBD", "discuss"),
        ("called", "VBD", "call"),
        ("tweeted", "VBD", "tweet"),
        ("crises", "NNS", "crisis"),
        ("talks", "NNS", "talks"),
        ("memoranda", "NNS", "memorandum"),
        ("Geneva", "NNP", "geneva"),
    ],
)
def test_lemma(word: str, tag: str, expected: str) -> None:
    assert lemma(word, tag) == expected
