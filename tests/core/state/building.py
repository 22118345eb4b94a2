"""Articles, findings and mentions in few words, for the tests of the state."""

from datetime import UTC, date, datetime
from typing import Any

from schemas.article import Article, ArticleRef
from schemas.facts import Actor, ActorKind, DatePrecision, EventType, Facts, Place
from schemas.mention import Evidence, Mention, Operation, Version
from schemas.sectors import Sector
from streams.core.extraction.model import Extraction, ExtractorVersion, Finding, Outcome
from streams.core.identity import ids

EXTRACTOR = ExtractorVersion("communique-rules", "1", 1)
NEWER = ExtractorVersion("communique-rules", "2", 2)


def actor(text: str) -> Actor:
    """`person Wang Yi/CHN`, `China/CHN` (a government), `company Siemens/DEU`, `person Wang Yi/` (no country)."""
    kind, _, rest = text.partition(" ")
    if kind not in set(ActorKind):
        kind, rest = ActorKind.GOVERNMENT, text
    name, _, country = rest.partition("/")
    return Actor(name=name, kind=ActorKind(kind), country=country or None)


def facts(kind: str, actors: str, recipients: str = "", place: str = "", day: str = "", **more: Any) -> Facts:  # noqa: ANN401
    """`place` is `CHN` or `CHN/Beijing`; `day` is `2024-05-08`, `2024-05`, `2024-05-08/2024-05-12` or empty.

    Actors are divided by commas.
    """
    country, _, city = place.partition("/")
    day, _, last = day.partition("/")
    precision = {10: DatePrecision.DAY, 7: DatePrecision.MONTH, 0: None}[len(day)]
    return Facts(
        type=EventType(kind),
        actors=tuple(actor(each.strip()) for each in actors.split(",") if each.strip()),
        recipients=tuple(actor(each.strip()) for each in recipients.split(",") if each.strip()),
        place=Place(country=country or None, city=city or None),
        date=date.fromisoformat(f"{day}-01"[:10]) if day else None,
        date_end=date.fromisoformat(last) if last else None,
        date_precision=precision,
        **{"confidence": 0.8, **more},
    )


def finding(said: Facts, quote: str = "They met.") -> Finding:
    return Finding(**dict(said), evidence=(Evidence(text=quote, start=0, end=len(quote), rule="test"),))


def extraction(*found: Facts) -> Extraction:
    outcome = Outcome.EVENTS if found else Outcome.NOTHING_FOUND
    return Extraction(tuple(each if isinstance(each, Finding) else finding(each) for each in found), outcome, "en")


def article(name: str = "a1", revision: int = 1, day: str = "2024-05-09", text: str = "Text.", **more: Any) -> Article:  # noqa: ANN401
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return Article(id=name, text=text, source="Example Times", published_at=published, revision=revision, **more)


def mention(
    said: Facts,
    name: str = "a1",
    published: str = "2024-05-09",
    version: tuple[int, int] = (1, 1),
    op: str = "assert",
    quote: str = "",
) -> Mention:
    """The mention of these facts in the article of this name."""
    instant = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    return Mention(
        **dict(said),
        op=Operation(op),
        mention_id=ids.mention_ids(name, [said])[0],
        block=ids.block(said, instant.date() if instant else None),
        version=Version(revision=version[0], extractor=version[1]),
        evidence=(Evidence(text=quote, start=0, end=len(quote), rule="test"),) if quote else (),
        article=ArticleRef(id=name, source=f"Source of {name}", published_at=instant, revision=version[0]),
        extractor="communique-rules/1",
    )


MEETING = facts(
    "meeting",
    "person Ahsan Iqbal/PAK, person Wang Yi/CHN",
    place="CHN/Beijing",
    day="2024-05-08",
    sectors=(Sector.ENERGY, Sector.TRADE),
)
