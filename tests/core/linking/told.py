"""Reports in few words, and how they are linked."""

from typing import Any

from schemas.facts import Facts
from schemas.mention import Mention
from streams.core.linking.grouping import link
from tests.core.state.building import facts, mention

IQBAL_WANG = "person Ahsan Iqbal/PAK, person Wang Yi/CHN"
COUNTRIES = "Pakistan/PAK, China/CHN"
RUTO = "person William Ruto/KEN"
EIGHTH, LATER = "2024-05-08", "2024-05-09"
PLANNED: dict[str, Any] = {"status": "planned"}
HAPPENED: dict[str, Any] = {"status": "happened"}
TRADE: dict[str, Any] = {"sectors": ("trade",)}
CITY = "CHN/Beijing"
EIGHT = "Ministers of both countries met about water again."


def met(actors: str = IQBAL_WANG, place: str = "", day: str = EIGHTH, **more: Any) -> Facts:  # noqa: ANN401
    return facts("meeting", actors, place=place, day=day, **more)


def trip(actors: str = "person Ahsan Iqbal/PAK", place: str = "CHN", day: str = EIGHTH, **more: Any) -> Facts:  # noqa: ANN401
    return facts("visit", actors, place=place, day=day, **more)


def pledge(actors: str = "Japan/JPN", to: str = "Nepal/NPL", day: str = EIGHTH, **more: Any) -> Facts:  # noqa: ANN401
    return facts("commitment", actors, to, day=day, **more)


def pact(day: str = EIGHTH, actors: str = COUNTRIES, **more: Any) -> Facts:  # noqa: ANN401
    return facts("agreement", actors, day=day, **more)


def dollars(millions: float, day: str = EIGHTH, currency: str = "USD") -> Facts:
    return pledge(day=day, amount=millions * 1e6, currency=currency)


def events(*told: tuple[str, Facts] | tuple[str, Facts, str] | tuple[str, Facts, str, str]) -> list[str]:
    """Link what articles say (name, facts, sentence, day of publication): of each event the names of its articles."""
    said = [_mention(*each) for each in told]
    return sorted("".join(sorted(each.article.id for each in group)) for group in link(said))


def _mention(name: str, said: Facts, quote: str = "", published: str = LATER) -> Mention:
    return mention(said, name, published, quote=quote)


def are_one(one: Facts, other: Facts, quote: str = "", one_on: str = LATER, other_on: str = LATER) -> bool:
    return events(("a", one, quote, one_on), ("b", other, quote, other_on)) == ["ab"]
