"""The limits of the edge: what lies just within is read, what lies just beyond is refused with its reason."""

import orjson
import pytest
from pydantic import BaseModel, ValidationError

from schemas.article import Article
from streams.core.edge import Limits, Reject, RejectReason, decode
from streams.core.edge.wording import from_validation


def bytes_of(**fields: object) -> bytes:
    return orjson.dumps({"id": "a-1", "text": "The ministers met in Doha.", **fields})


def nested(levels: int) -> object:
    value: object = 1
    for _ in range(levels):
        value = [value]
    return value


def controls(count: int, of: int) -> str:
    return "\x0c" * count + "x" * (of - count)


SAID = "control-characters"
LIMITS = [
    pytest.param(bytes_of(text=controls(2, 20)), None, id="a tenth of the text is controls"),
    pytest.param(bytes_of(text=controls(2, 19)), SAID, id="more than a tenth"),
    pytest.param(bytes_of(text=controls(1, 2)), None, id="a single one, whatever its share"),
    pytest.param(bytes_of(title=controls(2, 19)), SAID, id="more than a tenth of the title"),
    pytest.param(bytes_of(published_at="1600-01-01"), None, id="the first year of newspapers"),
    pytest.param(bytes_of(published_at="1599-12-31"), "invalid-field", id="a year before newspapers"),
    pytest.param(bytes_of(published_at="2999-12-31"), None, id="the last year"),
    pytest.param(bytes_of(published_at="3000-01-01"), "invalid-field", id="a year too far"),
    pytest.param(bytes_of(extra=nested(31)), None, id="32 levels with the article's own"),
    pytest.param(bytes_of(extra=nested(32)), "too-deep", id="33 levels"),
]


@pytest.mark.parametrize(("value", "reason"), LIMITS)
def test_a_limit_is_where_it_is_said_to_be(value: bytes, reason: str | None) -> None:
    read = decode(value)
    assert (read.reason if isinstance(read, Reject) else None) == reason, read


@pytest.mark.parametrize(
    ("over", "reason"), [(0, None), (1, RejectReason.TOO_LARGE)], ids=["at the limit", "a byte more"]
)
def test_a_record_may_be_as_large_as_the_limit(over: int, reason: RejectReason | None) -> None:
    value = bytes_of()
    read = decode(value, None, Limits(max_bytes=len(value) - over))
    assert (read.reason if isinstance(read, Reject) else None) is reason
    assert isinstance(read, Article) is (reason is None)


def test_what_is_said_of_a_reject_has_at_most_300_characters() -> None:
    reject = decode(bytes_of(), {"content-type": "text/json; charset=" + "x" * 1_000})
    assert isinstance(reject, Reject)
    assert len(reject.detail) == 300


def test_of_several_faults_the_first_is_named() -> None:
    reject = decode(bytes_of(title=5, revision="two", status="gone"))
    assert isinstance(reject, Reject)
    assert reject.detail == "title: must be a string"


def test_a_fault_that_we_have_no_words_for_is_said_in_those_of_the_schema() -> None:
    class Flagged(BaseModel):
        flag: bool

    with pytest.raises(ValidationError) as caught:
        Flagged.model_validate({"flag": "perhaps"})
    assert from_validation(caught.value).detail == ("flag: input should be a valid boolean, unable to interpret input")
