"""Invented articles for the fake extractor."""

import random
from typing import Any

COUNTRIES = ("PAK", "CHN", "USA", "FRA", "DEU", "IND", "KEN", "NOR", "JPN", "BRA")
SECTORS = ("energy", "trade", "health", "transport")


def article(number: int, revision: int = 1, *, events: int = 2, **fields: object) -> dict[str, Any]:
    """Return an article; the same number and revision always say the same."""
    rng = random.Random(f"{number}/{revision}")  # noqa: S311 - invented articles
    lines = [_line(rng) for _ in range(events)]
    return {
        "id": f"article-{number}",
        "title": "A page",
        "source": "The Example",
        "published_at": "2024-06-15",
        "text": "\n".join(lines) or "NOTHING HAPPENED",
        "revision": revision,
        **fields,
    }


def _line(rng: random.Random) -> str:
    actor, recipient = rng.sample(COUNTRIES, 2)
    kind = rng.choice(("visit", "meeting", "commitment", "agreement"))
    day = f"2024-0{rng.randint(1, 6)}-{rng.randint(1, 28):02}"
    return f"{kind} {actor} {recipient} {day} {','.join(rng.sample(SECTORS, rng.randint(1, 2)))}"


def traffic(seed: int, number: int) -> list[dict[str, Any]]:
    """Return articles with duplicates, corrections, late old revisions and withdrawals among them."""
    rng = random.Random(seed)  # noqa: S311 - invented articles
    sent: list[dict[str, Any]] = []
    for i in range(number):
        sent.append(article(i))
        chance = rng.random()
        if chance < 0.15:
            sent.append(rng.choice(sent))
        elif chance < 0.25:
            old = rng.randrange(i + 1)
            sent.append(article(old, revision=2, events=rng.randint(0, 3)))
        elif chance < 0.30:
            old = rng.randrange(i + 1)
            sent.append({"id": f"article-{old}", "revision": 3, "status": "withdrawn"})
    return sent
