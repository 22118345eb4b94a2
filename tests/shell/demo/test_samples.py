"""The samples of the demonstration are what their comments say."""

from collections import Counter

import pytest

from schemas.article import Article, ArticleStatus
from streams.core.edge import Reject, decode
from streams.core.text.language import detect
from streams.shell.demo.samples import ARTICLES, BROKEN, FOLDER, Sample, samples

ALL = samples()
GOOD = [sample for sample in ALL if sample.refusal is None]
BAD = [sample for sample in ALL if sample.refusal is not None]


def article(sample: Sample) -> Article:
    read = decode(sample.value)
    assert isinstance(read, Article), read
    return read


def test_there_are_enough_and_every_file_is_used() -> None:
    assert len(GOOD) >= 30
    assert {path.stem for path in FOLDER.iterdir()} == {*ARTICLES, BROKEN}


@pytest.mark.parametrize("sample", GOOD, ids=lambda sample: sample.name)
def test_an_article_can_be_read(sample: Sample) -> None:
    assert article(sample).id == sample.name


@pytest.mark.parametrize("sample", BAD, ids=lambda sample: sample.name)
def test_a_broken_record_is_refused_for_its_reason(sample: Sample) -> None:
    refused = decode(sample.value)
    assert isinstance(refused, Reject)
    assert refused.reason == sample.refusal


def test_the_broken_ones_are_broken_in_many_ways() -> None:
    assert len({sample.refusal for sample in BAD}) >= 8


def test_history_repeats_corrects_and_withdraws() -> None:
    values = Counter(sample.value for sample in GOOD)
    assert max(values.values()) == 2, "one article comes twice, byte for byte"
    revisions = Counter((article(each).revision, article(each).status) for each in GOOD)
    assert revisions[2, ArticleStatus.PUBLISHED] == 1
    assert revisions[2, ArticleStatus.WITHDRAWN] == 1


def test_one_article_is_not_in_english() -> None:
    languages = Counter(detect(article(each).text) for each in GOOD if article(each).text)
    assert languages["es"] == 1
    assert languages["en"] == languages.total() - 1
