"""The difference of two readings: one path for new, repeated, corrected, late, withdrawn and re-read articles."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import Article
from schemas.mention import Mention, Operation, Version
from streams.core.extraction.model import Extraction, ExtractorVersion, Outcome
from streams.core.state.readings import Change, ChangeKind, Reading, difference, join, read
from tests.core.state.building import EXTRACTOR, MEETING, NEWER, article, extraction, facts

VISIT = facts("visit", "person Ahsan Iqbal/PAK", place="CHN/Beijing", day="2024-05-08")
PLEDGE = facts("commitment", "China/CHN", "Pakistan/PAK", day="2024-05-08")
MOVED = facts("visit", "person Ahsan Iqbal/PAK", place="CHN/Beijing")


def take(kept: Reading | None, told: Article, found: Extraction, by: ExtractorVersion = EXTRACTOR) -> Change:
    return difference(kept, told, found, by)


def says(change: Change) -> list[tuple[str, str, int, int]]:
    return sorted((m.op.value, m.type.value, m.version.revision, m.version.extractor) for m in change.mentions)


def first() -> Reading:
    return take(None, article(), extraction(VISIT, MEETING)).reading


def test_a_new_article_asserts_what_it_says() -> None:
    change = take(None, article(), extraction(VISIT, MEETING))
    assert change.kind is ChangeKind.NEW
    assert says(change) == [("assert", "meeting", 1, 1), ("assert", "visit", 1, 1)]
    said = change.mentions[-1]
    assert (said.article.id, said.article.source, said.extractor) == ("a1", "Example Times", "communique-rules/1")
    assert said.evidence[0].text == "They met."


def test_what_an_article_says_is_in_the_order_of_its_names() -> None:
    one, other = (take(None, article(), extraction(*found)).mentions for found in ((VISIT, MEETING), (MEETING, VISIT)))
    assert one == other
    assert [said.mention_id for said in one] == sorted(said.mention_id for said in one)


def test_an_article_without_events_is_kept_with_its_reason() -> None:
    change = take(None, article(), Extraction((), Outcome.NOT_ENGLISH, "fr"))
    assert (change.kind, change.mentions) == (ChangeKind.NEW, ())
    assert (change.reading.outcome, change.reading.language) == (Outcome.NOT_ENGLISH, "fr")


def test_the_same_article_again_says_the_same_again() -> None:
    again = take(first(), article(), extraction(VISIT, MEETING))
    assert again.kind is ChangeKind.UNCHANGED
    assert again.reading == first()
    assert says(again) == [("assert", "meeting", 1, 1), ("assert", "visit", 1, 1)]


def test_one_revision_says_one_thing() -> None:
    """A publisher that changes a text must raise the revision; which text counts must not depend on repetition."""
    again = take(first(), article(text="Another text."), extraction(PLEDGE))
    assert (again.kind, again.reading) == (ChangeKind.UNCHANGED, first())
    assert says(again) == [("assert", "meeting", 1, 1), ("assert", "visit", 1, 1)]


def test_a_correction_takes_back_what_it_no_longer_says() -> None:
    change = take(first(), article(revision=2), extraction(MEETING, PLEDGE))
    assert change.kind is ChangeKind.CORRECTED
    assert says(change) == [("assert", "commitment", 2, 1), ("assert", "meeting", 2, 1), ("retract", "visit", 2, 1)]
    assert change.mentions[0].op is Operation.RETRACT, "a mention leaves one block before it enters another"


def test_a_retraction_repeats_the_facts_that_it_takes_back() -> None:
    retracted = take(first(), article(revision=2), extraction(MEETING)).mentions[0]
    asserted = next(m for m in first().mentions if m.mention_id == retracted.mention_id)
    assert {name: getattr(retracted, name) for name in type(MEETING).model_fields} == {
        name: getattr(asserted, name) for name in type(MEETING).model_fields
    }
    assert (retracted.block, retracted.article, retracted.evidence) == (asserted.block, asserted.article, ())


def test_a_correction_delivered_again_repeats_its_retractions() -> None:
    corrected = take(first(), article(revision=2), extraction(MEETING))
    again = take(corrected.reading, article(revision=2), extraction(MEETING))
    assert again.kind is ChangeKind.UNCHANGED
    assert again.mentions == corrected.mentions


def test_corrections_in_a_row_repeat_all_retractions() -> None:
    """A crash may lose what two corrections of one batch sent, while the reading of the last was kept."""
    second = take(first(), article(revision=2), extraction(MEETING)).reading
    third = take(second, article(revision=3), extraction(PLEDGE)).reading
    again = take(third, article(revision=3), extraction(PLEDGE))
    assert says(again) == [("assert", "commitment", 3, 1), ("retract", "meeting", 3, 1), ("retract", "visit", 3, 1)]


def test_a_late_older_revision_says_nothing() -> None:
    second = take(first(), article(revision=2), extraction(PLEDGE)).reading
    late = take(second, article(), extraction(VISIT, MEETING))
    assert (late.kind, late.mentions, late.reading) == (ChangeKind.STALE, (), second)


def test_a_withdrawal_takes_back_everything() -> None:
    change = take(first(), article(status="withdrawn", text=""), extraction())
    assert change.kind is ChangeKind.WITHDRAWN
    assert says(change) == [("retract", "meeting", 1, 1), ("retract", "visit", 1, 1)]
    assert change.reading.outcome is Outcome.WITHDRAWN
    again = take(change.reading, article(status="withdrawn", text=""), extraction())
    assert (again.kind, again.mentions) == (ChangeKind.UNCHANGED, change.mentions)
    late = take(change.reading, article(), extraction(VISIT, MEETING))
    assert late.kind is ChangeKind.STALE


def test_a_withdrawn_text_is_not_read() -> None:
    change = take(None, article(status="withdrawn"), extraction(VISIT))
    assert (change.kind, change.mentions) == (ChangeKind.WITHDRAWN, ())


def test_a_withdrawn_article_can_be_published_anew() -> None:
    withdrawn = take(first(), article(revision=2, status="withdrawn"), extraction()).reading
    anew = take(withdrawn, article(revision=3), extraction(VISIT))
    assert anew.kind is ChangeKind.CORRECTED
    assert says(anew) == [("assert", "visit", 3, 1), ("retract", "meeting", 3, 1)]


def test_a_newer_extractor_reads_anew() -> None:
    change = take(first(), article(), extraction(VISIT, PLEDGE), NEWER)
    assert change.kind is ChangeKind.REREAD
    assert says(change) == [("assert", "commitment", 1, 2), ("assert", "visit", 1, 2), ("retract", "meeting", 1, 2)]
    assert change.reading.mentions[0].extractor == "communique-rules/2"


def test_an_older_extractor_says_nothing() -> None:
    newer = take(None, article(), extraction(VISIT), NEWER).reading
    assert take(newer, article(), extraction(MEETING), EXTRACTOR).kind is ChangeKind.STALE


def test_a_newer_revision_counts_more_than_a_newer_extractor() -> None:
    newer = take(None, article(), extraction(VISIT), NEWER).reading
    change = take(newer, article(revision=2), extraction(VISIT, PLEDGE), EXTRACTOR)
    assert change.kind is ChangeKind.CORRECTED
    assert says(change) == [("assert", "commitment", 2, 1), ("assert", "visit", 2, 1)]


def test_a_withdrawal_read_by_an_older_extractor_outranks_the_asserts_of_a_newer_one() -> None:
    newer = take(None, article(), extraction(VISIT), NEWER).reading
    change = take(newer, article(status="withdrawn"), extraction(), EXTRACTOR)
    assert [m.version for m in change.mentions] == [Version(revision=1, extractor=2)]


def test_a_mention_that_changes_its_block_leaves_the_old_one() -> None:
    kept = take(None, article(day="2024-05-09"), extraction(MOVED)).reading
    change = take(kept, article(revision=2, day="2024-07-09"), extraction(MOVED))
    gone, here = change.mentions
    assert gone.mention_id == here.mention_id
    assert (gone.op, here.op) == (Operation.RETRACT, Operation.ASSERT)
    assert gone.block == kept.mentions[0].block != here.block
    assert gone.version == here.version == Version(revision=2, extractor=1)
    back = take(change.reading, article(revision=3, day="2024-05-09"), extraction(MOVED))
    assert [(m.op, m.block) for m in back.mentions] == [
        (Operation.RETRACT, here.block),
        (Operation.ASSERT, gone.block),
    ]


def test_what_is_kept_is_bounded() -> None:
    reading = first()
    for revision in range(2, 40):
        many = [facts("visit", f"person P{revision}n{n}/PAK", place="CHN") for n in range(10)]
        reading = take(reading, article(revision=revision), extraction(*many)).reading
    assert len(reading.retracted) == 100
    newest = {m.actors[0].name for m in reading.retracted}
    assert {f"P38n{n}" for n in range(10)} <= newest, "the newest retractions are kept"


def test_a_reading_kept_without_fields_that_came_later_is_not_withdrawn_and_of_no_newer_extractor() -> None:
    kept = first().model_dump(include={"article_id", "version", "outcome", "language", "mentions"})
    old = Reading.model_validate(kept)
    assert (old.withdrawn, old.newest_extractor) == (False, 0)
    assert take(old, article(), extraction(VISIT, MEETING)).kind is ChangeKind.UNCHANGED


REVISIONS = [
    (article(revision=1), extraction(PLEDGE)),
    (article(revision=1), extraction(VISIT, MEETING)),
    (article(revision=2), extraction(MEETING, PLEDGE)),
    (article(revision=2, status="withdrawn"), extraction()),
    (article(revision=3, day="2024-07-09"), extraction(MOVED)),
    (article(revision=4), extraction(VISIT, PLEDGE)),
]
READINGS = [read(told, found, by) for told, found in REVISIONS for by in (EXTRACTOR, NEWER)]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(READINGS), st.sampled_from(READINGS), st.sampled_from(READINGS))
def test_join_is_commutative_associative_idempotent(a: Reading, b: Reading, c: Reading) -> None:
    assert join(a, b) == join(b, a)
    assert join(join(a, b), c) == join(a, join(b, c))
    assert join(join(a, b), a) == join(a, b)


@pytest.mark.parametrize("order", list(permutations(range(1, 5))))
def test_in_any_order_the_newest_revision_holds(order: tuple[int, ...]) -> None:
    kept, ledger = None, dict[tuple[str, str], Mention]()
    for n in order:
        change = take(kept, *REVISIONS[n])
        kept = change.reading
        for said in change.mentions:
            ledger[said.mention_id, said.block] = said
    live = {key for key, said in ledger.items() if said.op is Operation.ASSERT}
    assert live == {(m.mention_id, m.block) for m in read(*REVISIONS[4], EXTRACTOR).mentions}
