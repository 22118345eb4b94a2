"""Articles that every release must accept: a release that refuses one of them must not read a topic.

What a release refuses by mistake would become dead letters by the thousand. How much is refused does not tell a bad
release from a careless publisher, for anybody may publish junk; these records do.
"""

from collections.abc import Callable

from streams.core.edge.encoding import Headers
from streams.core.edge.reject import Reject

KNOWN: tuple[tuple[str, bytes, Headers], ...] = (
    ("text alone", b'{"text": "The Norwegian foreign minister visited Accra on Tuesday."}', ()),
    (
        "all fields",
        b'{"id": "a-1", "url": "https://news.example/a-1", "title": "Visit to Accra", "source": "news.example",'
        b' "text": "She visited Accra.", "published_at": "2024-05-08T09:30:00+02:00", "revision": 2, "language": "en"}',
        (("content-type", b"application/json; charset=utf-8"),),
    ),
    ("fields of later releases", b'{"id": "a-2", "text": "She visited Accra.", "mood": {"of": ["a", "later"]}}', ()),
    ("a withdrawal", b'{"id": "a-3", "status": "withdrawn", "revision": 3}', ()),
    ("no Latin script", '{"id": "a-4", "text": "Она посетила Аккру. 她访问了阿克拉。"}'.encode(), ()),
    (
        "another encoding",
        '{"id": "a-5", "text": "Le président a visité Lomé."}'.encode("latin-1"),
        (("content-type", b"application/json; charset=iso-8859-1"),),
    ),
)
"""What each is, its bytes and its headers."""


def refused(decode: Callable[[bytes | None, Headers], object]) -> list[str]:
    """Return what `decode` makes a Reject of, each with its reason; nothing for a release that is fit to read."""
    answers = ((name, decode(value, headers)) for name, value, headers in KNOWN)
    return [f"{name}: {answer.reason.value}: {answer.detail}" for name, answer in answers if isinstance(answer, Reject)]
