"""A release is fit to read if it accepts the articles that every release must accept."""

from streams.core.edge import Reject, RejectReason, decode
from streams.core.edge.known_articles import KNOWN, refused


def test_this_release_accepts_all_known_articles() -> None:
    assert refused(decode) == []


def test_a_release_that_refuses_an_encoding_is_named_with_the_article_and_the_reason() -> None:
    def without_encodings(value: bytes | None, headers: object) -> object:
        return Reject(RejectReason.UNKNOWN_ENCODING, "iso-8859-1") if "iso" in repr(headers) else decode(value)

    assert refused(without_encodings) == ["another encoding: unknown-encoding: iso-8859-1"]


def test_a_release_that_refuses_everything_is_told_with_every_known_article() -> None:
    assert len(refused(lambda *_: Reject(RejectReason.NOT_JSON, "all"))) == len(KNOWN)
