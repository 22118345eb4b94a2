"""What is planned, called off, planned anew and held is one event with a history; what happens beside it is another."""

import pytest

from schemas.facts import Facts
from schemas.mention import Mention
from tests.core.linking.chains import Chain, articles, chains, is_whole, linked, read_without_fault
from tests.core.state.building import facts, mention

Told = tuple[str, Facts]
"""Day of publication, and what the article says."""


def meeting(status: str, day: str = "2024-05-08", who: str = "person Ahsan Iqbal/PAK, person Wang Yi/CHN") -> Facts:
    return facts("meeting", who, place="CHN/Beijing", day=day, status=status)


def trip(status: str, day: str, who: str = "person William Ruto/KEN") -> Facts:
    return facts("visit", who, place="NOR/Oslo", day=day, status=status)


def pact(status: str, sector: str = "energy") -> Facts:
    return facts("agreement", "Ghana/GHA, Nigeria/NGA", day="2024-05-08", status=status, sectors=(sector,))


def histories(*told: Told) -> dict[str, tuple[str, ...]]:
    """Return of each event its history, by the articles that tell of it in the order in which they were published."""
    return {"".join(names): history for names, history in linked(_mentions(told))}


def _mentions(told: tuple[Told, ...]) -> list[Mention]:
    return [
        mention(said, name, day, quote=f"Report {name} says how it stands with this.")
        for name, (day, said) in zip("abcdefgh", told, strict=False)
    ]


ANEW = ("planned", "cancelled", "planned", "happened")


def test_a_meeting_called_off_planned_anew_and_held() -> None:
    told = [("2024-05-01", meeting("planned")), ("2024-05-04", meeting("cancelled")),
            ("2024-05-06", meeting("planned")), ("2024-05-09", meeting("happened"))]  # fmt: skip
    assert histories(*told) == {"abcd": ANEW}
    beside = ("2024-05-09", meeting("happened", who="person Ishaq Dar/PAK, person Li Qiang/CHN"))
    earlier = ("2024-05-05", meeting("happened", "2024-05-05"))
    assert histories(*told, beside, earlier) == {"abcd": ANEW, "e": ("happened",), "f": ("happened",)}


def test_a_visit_that_begins_and_ends() -> None:
    told = [("2024-05-01", trip("planned", "2024-05-08")), ("2024-05-08", trip("ongoing", "2024-05-08")),
            ("2024-05-10", trip("happened", "2024-05-08"))]  # fmt: skip
    beside = ("2024-05-08", trip("happened", "2024-05-08", "person Musalia Mudavadi/KEN"))
    assert histories(*told, beside) == {"abc": ("planned", "ongoing", "happened"), "d": ("happened",)}


def test_an_agreement_called_off_and_signed_after_all() -> None:
    told = [("2024-05-01", pact("planned")), ("2024-05-04", pact("cancelled")),
            ("2024-05-05", pact("planned")), ("2024-05-09", pact("happened"))]  # fmt: skip
    beside = ("2024-05-09", pact("happened", sector="health"))
    assert histories(*told, beside) == {"abcd": ANEW, "e": ("happened",)}


def test_a_meeting_put_off_by_a_day() -> None:
    """Where the two days lie in one period of the block, as most do."""
    told = [("2024-05-01", meeting("planned", "2024-05-09")), ("2024-05-08", meeting("cancelled", "2024-05-09")),
            ("2024-05-10", meeting("happened", "2024-05-10"))]  # fmt: skip
    assert histories(*told) == {"abc": ("planned", "cancelled", "happened")}


def test_what_is_put_off_for_long_is_another_event() -> None:
    late = "2024-05-22"
    told = [("2024-05-01", meeting("planned")), ("2024-05-04", meeting("cancelled")),
            ("2024-05-06", meeting("planned", late)), (late, meeting("happened", late))]  # fmt: skip
    assert histories(*told) == {"ab": ("planned", "cancelled"), "cd": ("planned", "happened")}


PARTED = {
    "visit-put-off-by-two-days": "over the end of a quarter",
    "talks-of-next-week-of-two-busy-countries": "whose blocks are of three days",
}
"""Chains that blocks part, and where."""


@pytest.mark.parametrize("chain", chains(), ids=lambda chain: chain.name)
def test_each_chain_is_one_event_where_it_is_read_without_fault(chain: Chain) -> None:
    """A chain that no longer is, or that is after all, belongs in or out of `PARTED` and in decision 8."""
    told = articles(chain)
    published = [article.published_at for article in told if article.published_at is not None]
    assert len(published) == len(told)
    assert published == sorted(published)
    assert sum(line.letter == "a" for line in chain.lines) >= len(set(chain.history))
    mentions = read_without_fault(chain)
    assert is_whole(chain, mentions) is (chain.name not in PARTED)
    if chain.name in PARTED:
        assert len({each.block for each in mentions if each.article.id in chain.wanted[0]}) > 1
    assert not is_whole(chain, [])
