"""make torture: rounds of faults on real Apache Kafka, each followed by a comparison of everything with everything.

The summary goes to stdout, progress to stderr; exits with 1 if anything was wrong, and then leaves the logs.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.torture.kafka_node import KafkaNode
from tests.torture.rounds import Campaign, Round, summed

ROUNDS_PER_CAMPAIGN = 10
SHOWN = 10


def main() -> int:
    """Torture the stream; returns the exit code."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="torture-"))
    _progress(f"seed {options.seed}, {options.rounds} rounds, logs in {folder}")
    deadline = time.monotonic() + options.minutes * 60 if options.minutes else float("inf")
    node = KafkaNode(folder / "kafka")
    campaigns, played = list[Campaign](), list[Round]()
    try:
        while len(played) < options.rounds and time.monotonic() < deadline:
            folder_here = folder / f"campaign-{len(campaigns)}"
            campaign = Campaign(node, folder_here, options.seed + len(campaigns), options.records)
            campaigns.append(campaign)
            rounds = min(ROUNDS_PER_CAMPAIGN, options.rounds - len(played))
            played += _campaign(campaign, len(played), rounds, options.every, deadline)
    except KeyboardInterrupt:
        _progress("interrupted")
    finally:
        for campaign in campaigns:
            campaign.end()
        node.stop()
    wrong = [each for each in played if each.wrong]
    _summary(options.seed, campaigns, played)
    if wrong:
        _out(f"logs: {folder}")
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if wrong or not played else 0


def _campaign(campaign: Campaign, first: int, rounds: int, every: int, deadline: float) -> list[Round]:
    """Play a campaign, to the first round that went wrong: what follows from it would be wrong too."""
    played = list[Round]()
    try:
        campaign.begin()
        while len(played) < rounds and time.monotonic() < deadline:
            number = len(played) + 1
            compare = number % every == 0 or number == rounds
            played.append(campaign.play(first + number, compare=compare))
            _say(played[-1])
            if played[-1].wrong:
                break
        if played and not played[-1].wrong and not played[-1].checked:
            campaign.rest(played[-1])
            _say(played[-1])
    finally:
        campaign.end()
    return played


def _say(played: Round) -> None:
    found = played.checked.verification if played.checked else None
    figures = f"{found.articles:5} articles {found.mentions:6} mentions {found.events:5} events" if found else " " * 43
    faults = " + ".join(played.faults)
    line = f"round {played.number:4}  seed {played.seed}  {played.seconds:5.1f} s  {figures}  {faults}"
    _progress(f"{line}  {len(played.wrong)} wrong" if played.wrong else line)
    for sentence in played.wrong[:SHOWN]:
        _progress(f"    {sentence}")


def _summary(seed: int, campaigns: list[Campaign], played: list[Round]) -> None:
    last = {each.seed: each.checked for each in played if each.checked}
    books = [checked.account for checked in last.values()]
    found = [checked.verification for checked in last.values()]
    totals = {
        "rounds": len(played),
        "campaigns (fresh topics)": len(campaigns),
        "articles in": sum(each.records for each in books),
        "= readings with events": sum(each.with_events for each in books),
        "+ readings without": sum(each.without_events for each in books),
        "+ repeats and older revisions": sum(each.older for each in books),
        "+ dead letters": sum(each.dead_letters for each in books),
        "mentions": sum(each.mentions for each in found),
        "events at the end": sum(each.events for each in found),
        "cells at the end": sum(each.cells for each in found),
        "comparisons": sum(1 for each in played if each.checked),
        "mismatches": sum(len(each.wrong) for each in played),
    }
    _out(f"seed {seed}")
    for name, number in totals.items():
        _out(f"{name:32} {number:8,}")
    _counted("faults", summed(campaigns, lambda each: each.faults))
    _counted("done", summed(campaigns, lambda each: each.cast.did))
    _counted("published", summed(campaigns, lambda each: each.publishers.sent))
    for each in played:
        if each.wrong:
            _out(f"WRONG in round {each.number}, seed {each.seed}, {' + '.join(each.faults)}: {each.wrong[0]}")


def _counted(title: str, counter: Counter[str]) -> None:
    _out(f"{title}: " + ", ".join(f"{number} {name}" for name, number in counter.most_common()))


def _out(line: str) -> None:
    sys.stdout.write(line + "\n")


def _progress(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--minutes", type=float, default=0, help="begin no round after so many minutes; 0: no limit")
    parser.add_argument("--every", type=int, default=5, help="rounds after which everything is compared")
    parser.add_argument("--records", type=int, default=120, help="records published in each round")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
