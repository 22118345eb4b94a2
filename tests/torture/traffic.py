"""What publishers do, by seed: publish, repeat, correct, come late, withdraw, publish again, send junk."""

from collections import Counter
from random import Random
from typing import Any

COUNTRIES = ("PAK", "CHN", "USA", "FRA", "KEN", "NOR", "BRA")
SECTORS = ("energy", "trade", "health")
TYPES = ("visit", "meeting", "commitment", "agreement")
TAGS = ("", "", "", "", "2+ ", "1- ")
JUNK = (b"not json", b"", b"\xff\xfe\x00", b"[1]", b'{"text": 5}', b'{"id": "x"}', None)

Value = dict[str, Any] | bytes | None


def article(number: int, revision: int, withdrawn: bool = False) -> dict[str, Any]:
    """Return an article; the same number and revision always say the same."""
    rng = Random(f"{number}/{revision}")  # noqa: S311 - invented articles
    name = {"id": f"article-{number}"} if number % 7 else {"url": f"https://example.org/{number}?utm_source=x"}
    if withdrawn:
        return {**name, "revision": revision, "status": "withdrawn"}
    lines = [_line(rng) for _ in range(rng.choice((0, 1, 2, 2, 3, 6)))]
    text = "\n".join(lines) or "NOTHING HAPPENED"
    published = f"2024-04-{rng.randint(1, 20):02}"
    return {**name, "title": "A page", "source": "The Example", "published_at": published, "text": text,
            "revision": revision}  # fmt: skip


def _line(rng: Random) -> str:
    actor, recipient = rng.sample(COUNTRIES, 2)
    sectors = ",".join(rng.sample(SECTORS, rng.randint(1, 2)))
    status = rng.choice(("", "", " planned", " cancelled"))
    return (
        f"{rng.choice(TAGS)}{rng.choice(TYPES)} {actor} {recipient} 2024-04-{rng.randint(1, 12):02} {sectors}{status}"
    )


class Publishers:
    """All publishers together. `sent` counts what they did, by kind."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._revisions: list[int] = []
        """The newest revision of each article."""
        self._last: list[Value] = []
        self.sent: Counter[str] = Counter()

    def next(self) -> Value:
        """Return the next record."""
        kinds = {self._new: 50, self._repeat: 14, self._correct: 14, self._late: 8, self._withdraw: 8, self._junk: 4}
        act = self._rng.choices(list(kinds), list(kinds.values()))[0] if self._revisions else self._new
        self.sent[act.__name__.strip("_")] += 1
        value = act()
        self._last = [*self._last[-200:], value]
        return value

    def _new(self) -> Value:
        self._revisions.append(self._rng.randint(1, 2))
        return article(len(self._revisions) - 1, self._revisions[-1])

    def _repeat(self) -> Value:
        return self._rng.choice(self._last)

    def _correct(self) -> Value:
        number = self._any()
        self._revisions[number] += self._rng.randint(1, 3)
        return article(number, self._revisions[number])

    def _late(self) -> Value:
        number = self._any()
        return article(number, self._rng.randint(0, self._revisions[number]))

    def _withdraw(self) -> Value:
        """Withdraw under the newest revision or a higher one; a later correction brings the article back."""
        number = self._any()
        self._revisions[number] += self._rng.randint(0, 1)
        return article(number, self._revisions[number], withdrawn=True)

    def _junk(self) -> Value:
        return self._rng.choice(JUNK)

    def _any(self) -> int:
        """Choose an article, mostly one of the newest."""
        count = len(self._revisions)
        return count - 1 - min(int(self._rng.expovariate(0.02)), count - 1)
