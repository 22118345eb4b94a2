"""A busy block, kept up from record to record and from batch to batch, is what folding it anew gives."""

import random

import pytest

from schemas.mention import Mention
from streams.core.linking.grouping import FEW
from streams.core.state import ledger, totals
from streams.core.state.block import BlockFold
from streams.core.state.entry import Entry
from streams.core.state.totals import FoldOutcome, PartitionTotals
from tests.core.linking.told import COUNTRIES, IQBAL_WANG, met
from tests.core.state.building import mention

SEEDS = range(3)
DAYS = ("2024-05-07", "2024-05-08", "2024-05-09", "2024-05")
SENTENCES = ("", "The ministers of both countries met again for talks on water and trade.", "They met.")


def told(rng: random.Random, article: int, revision: int = 1) -> Mention:
    """One of a few things about a meeting, said or retracted."""
    actors = rng.choice((IQBAL_WANG, COUNTRIES, "person Ishaq Dar/PAK, person Wang Yi/CHN"))
    said = met(actors, rng.choice(("", "CHN", "CHN/Beijing")), rng.choice(DAYS), sectors=rng.choice(((), ("trade",))))
    op = "retract" if rng.random() < 0.15 else "assert"
    made = mention(said, f"a{article}", version=(revision, 1), op=op, quote=rng.choice(SENTENCES))
    return made.model_copy(update={"mention_id": f"m{article}", "block": "busy"})


def log(seed: int) -> list[Mention]:
    """A block that grows beyond what is linked anew, with corrections, repeats and withdrawals throughout."""
    rng = random.Random(seed)  # noqa: S311  # not a secret
    return [told(rng, rng.randrange(2 * FEW), rng.randint(1, 4)) for _ in range(4 * FEW)]


def read_back(entry: Entry) -> Entry:
    return Entry.model_validate_json(entry.model_dump_json())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fold_kept_up_is_the_entry_folded_anew(seed: int) -> None:
    records = log(seed)
    fold, entry = BlockFold(ledger.empty(records[0], 0)), None
    for offset, said in enumerate(records):
        before = fold.entry()
        touched = fold.fold(said, offset)
        after = fold.entry()
        entry = ledger.apply(read_back(entry) if entry else None, said, offset)
        assert after.model_dump_json() == entry.model_dump_json()
        assert list(after.happenings.items()) == list(read_back(after).happenings.items())
        assert after.sums == read_back(after).sums
        assert touched.events == ledger.changed(before, after)
        assert touched.cells == ledger.cells_touched(before, after, touched.events)
    assert fold.kept_up == len(fold.entry().reports) > FEW


def test_a_fold_of_few_reports_is_not_worth_keeping() -> None:
    fold = BlockFold(ledger.empty(mention(met()), 0))
    fold.fold(mention(met()), 1)
    assert fold.kept_up == 0


def test_what_is_no_news_leaves_the_very_same_entry() -> None:
    entry = ledger.apply(None, mention(met()), 3)
    fold = BlockFold(entry)
    assert fold.fold(mention(met()), 4).events == frozenset()
    assert fold.entry() is entry


def outcomes(records: list[Mention], *, forgetful: bool) -> list[FoldOutcome]:
    """Fold records in batches, with the totals of one partition or ones that are made anew for each batch."""
    table: dict[str, Entry] = {}
    kept, said = PartitionTotals(0), []
    for start in range(0, len(records), 7):
        if forgetful:
            table = {block: read_back(entry) for block, entry in table.items()}
            kept = PartitionTotals(0)
            kept.rebuild(table.values())
        batch = records[start : start + 7]
        said.append(kept.fold(table.get, [(each, start + number) for number, each in enumerate(batch)]))
        table |= said[-1].entries
    return said


@pytest.mark.parametrize("limit", [totals.LIVE_REPORTS, 1], ids=["all kept", "one kept"])
@pytest.mark.parametrize("seed", SEEDS)
def test_folds_kept_between_batches_change_nothing(seed: int, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(totals, "LIVE_REPORTS", limit)
    pairs = zip(log(seed), log(seed + 100), strict=True)
    records = [each for one, other in pairs for each in (one, other.model_copy(update={"block": "other"}))]
    assert outcomes(records, forgetful=False) == outcomes(records, forgetful=True)


def nothing(_: str) -> None:
    """A table without entries."""


def test_a_fold_whose_entry_was_not_kept_is_made_anew() -> None:
    """The batch that it was made in was not written: what counts is what the table has."""
    records, kept = log(0), PartitionTotals(0)
    batch = list(zip(records, range(len(records)), strict=True))
    lost = kept.fold(nothing, batch).entries["busy"]
    assert lost == PartitionTotals(0).fold(nothing, batch).entries["busy"]
    again = kept.fold(nothing, batch[:40]).entries["busy"]
    assert again == PartitionTotals(0).fold(nothing, batch[:40]).entries["busy"] != lost
