"""What can go wrong, by name. A fault happens while articles arrive, and is over when its function returns."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.torture.cast import SESSION_SECONDS, Cast

Happen = Callable[[Cast], None]
MAX_WORKERS = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault and how often it comes, compared with the others."""

    name: str
    weight: int
    happen: Happen


def kill(cast: Cast) -> None:
    """A worker ends in the middle of a batch; another takes its place."""
    cast.kill(cast.any())
    cast.start()


def kill_all(cast: Cast) -> None:
    """All workers end at once: nobody is left to take over."""
    number = len(cast.running)
    for worker in [*cast.running]:
        cast.kill(worker)
    for _ in range(number):
        cast.start()


def stop(cast: Cast) -> None:
    """A worker is asked to stop; another takes its place."""
    cast.dismiss(cast.any())
    cast.start()


def scale(cast: Cast) -> None:
    """Two workers become one or three, or what they were."""
    wanted = cast.rng.choice([n for n in range(1, MAX_WORKERS + 1) if n != len(cast.running)])
    while len(cast.running) < wanted:
        cast.start()
    while len(cast.running) > wanted:
        cast.dismiss(cast.any())
    cast.did["scaled"] += 1


def zombie(cast: Cast) -> None:
    """A worker stands still until its partitions are others', then wakes and writes what it had in hand."""
    if len(cast.running) == 1:
        cast.start()
    worker = cast.any()
    worker.send(signal.SIGSTOP)
    time.sleep(SESSION_SECONDS + cast.rng.uniform(0.5, 3))
    worker.send(signal.SIGCONT)
    cast.did["workers paused past their session"] += 1


def doze(cast: Cast) -> None:
    """A worker stands still for less than its session."""
    worker = cast.any()
    worker.send(signal.SIGSTOP)
    time.sleep(cast.rng.uniform(0.3, SESSION_SECONDS - 0.5))
    worker.send(signal.SIGCONT)
    cast.did["workers paused within their session"] += 1


def kill_broker(cast: Cast) -> None:
    """The broker ends in the middle of everything, and comes back with the log that it had."""
    cast.node.kill()
    time.sleep(cast.rng.uniform(0, 2))
    cast.node.restart()
    cast.did["brokers killed"] += 1


def full_disk(cast: Cast) -> None:
    """The broker's disk is full, so that it ends in the middle of a write; there is room again when it comes back."""
    if cast.node.fill_disk() == 0:
        cast.wrong.append("a broker whose disk is full ended as if it was asked to")
    time.sleep(cast.rng.uniform(0, 2))
    cast.node.restart()
    cast.did["disks full"] += 1


def unreachable(cast: Cast) -> None:
    """Workers cannot reach the broker, which is well."""
    cast.node.proxy.cut()
    time.sleep(cast.rng.uniform(0.2, SESSION_SECONDS + 2))
    cast.node.proxy.heal()
    cast.did["networks cut"] += 1


def frozen(cast: Cast) -> None:
    """Nothing passes between workers and the broker, and then all of it at once."""
    cast.node.proxy.frozen = True
    time.sleep(cast.rng.uniform(0.5, SESSION_SECONDS + 2))
    cast.node.proxy.heal()
    cast.did["networks frozen"] += 1


def slow(cast: Cast) -> None:
    """The network is slow."""
    cast.node.proxy.delay = cast.rng.uniform(0.05, 0.4)
    time.sleep(cast.rng.uniform(2, 4))
    cast.node.proxy.heal()
    cast.did["networks slowed down"] += 1


def lose_state(cast: Cast) -> None:
    """The local directory is removed, and the worker that used it ends."""
    cast.lose_state()
    kill(cast)


def next_release(cast: Cast) -> None:
    """A worker of the next release joins beside the old ones."""
    cast.release += 1
    if len(cast.running) == MAX_WORKERS:
        cast.dismiss(cast.any())
    cast.start(cast.release)
    cast.did["next releases"] += 1


FAULTS = (
    Fault("kill", 4, kill),
    Fault("kill-all", 1, kill_all),
    Fault("stop", 1, stop),
    Fault("scale", 2, scale),
    Fault("zombie", 3, zombie),
    Fault("doze", 1, doze),
    Fault("kill-broker", 2, kill_broker),
    Fault("full-disk", 1, full_disk),
    Fault("unreachable", 2, unreachable),
    Fault("frozen", 2, frozen),
    Fault("slow", 1, slow),
    Fault("lose-state", 1, lose_state),
    Fault("next-release", 2, next_release),
)
