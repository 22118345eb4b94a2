"""What is said of copies: how many events they became, and which look-alikes share one."""

from schemas.mention import Mention
from streams.core.evaluation.copies import Copies, measure
from tests.core.state.building import MEETING, facts, mention

TALKS = "The two ministers met in Beijing and agreed to speak again before the summer, the ministry said."
OTHER = facts("meeting", "person Ahsan Iqbal/PAK, person Li Qiang/CHN", day="2024-05-08")
FAR = facts("meeting", "Norway/NOR, Kenya/KEN", day="2024-05-08")


def told(*said: Mention) -> dict[str, list[Mention]]:
    articles: dict[str, list[Mention]] = {}
    for each in said:
        articles.setdefault(each.article.id, []).append(each)
    return articles


def test_copies_that_are_one_event() -> None:
    read = told(mention(MEETING, "a", quote=TALKS), mention(MEETING, "b", quote=TALKS), mention(FAR, "z"))
    assert measure(read, [("a", "b", "silent")], [("a", "z")]) == Copies(2, 1, 1, 1, 1, 1, ())


def test_a_sentence_that_is_two_events_and_a_look_alike_that_shares_one() -> None:
    read = told(
        mention(MEETING, "a", quote=TALKS),
        mention(FAR, "b", quote=TALKS),
        mention(OTHER, "b", quote="Another sentence."),
        mention(MEETING, "z", quote="They met."),
    )
    assert measure(read, [("a", "b")], [("a", "z"), ("b", "z")]) == Copies(3, 3, 2, 1, 0, 2, (("a", "z"),))


def test_nothing_to_say() -> None:
    assert measure({}, [("a", "b")], [("a", "b")]) == Copies(0, 0, 0, 0, 0, 1, ())
