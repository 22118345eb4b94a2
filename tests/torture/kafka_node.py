"""One real Kafka broker that can be killed and started again on the same log, with a way in that leads over a proxy."""

import resource
import subprocess
from contextlib import suppress
from pathlib import Path

from streams.shell.broker.embedded import RunningBroker, free_port, stop, wait_until_listening
from tests.broker import real_kafka
from tests.torture.proxy import FaultProxy

TWO_WAYS_IN = """
listeners=PLAINTEXT://127.0.0.1:{port},PROXIED://127.0.0.1:{behind},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port},PROXIED://127.0.0.1:{proxy}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
broker.session.timeout.ms=6000
broker.heartbeat.interval.ms=1000
"""
"""Of two lines for one property Kafka takes the later."""
FULL_SECONDS = 5.0
"""How long that log has to meet its end before nothing at all can be written any more."""


class KafkaNode:
    """The broker: `direct` for whoever watches, `proxied` for workers, who are told to come back by that way too."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        port, behind, controller = free_port(), free_port(), free_port()
        self.proxy = FaultProxy(behind).start()
        self.direct = RunningBroker(f"127.0.0.1:{port}", f"Apache Kafka {real_kafka.VERSION}")
        self.proxied = f"127.0.0.1:{self.proxy.port}"
        self._ports = port, behind
        self._classpath = f"{real_kafka._jars()}/*"
        self._config, self._log = directory / "server.properties", directory / "kafka.log"
        self._data = directory / "data"
        first = real_kafka.PROPERTIES.format(port=port, controller=controller, data=self._data)
        rest = TWO_WAYS_IN.format(port=port, behind=behind, controller=controller, proxy=self.proxy.port)
        self._config.write_text(first + rest, "utf-8")
        real_kafka._java(
            self._classpath,
            "kafka.tools.StorageTool",
            "format",
            "-t",
            real_kafka._cluster_id(),
            "-c",
            str(self._config),
        )
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = ["java", "-Xmx768m", "-Xms256m", "-cp", self._classpath, "kafka.Kafka", str(self._config)]
        with self._log.open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
        for port in self._ports:
            wait_until_listening(port, process, 90)
        return process

    def kill(self) -> None:
        """End the broker as a crash does."""
        self._process.kill()
        self._process.wait(10)

    def fill_disk(self) -> int:
        """Let the broker's writes fail as on a full disk, the last one torn; returns the code with which it ended.

        A limit on the size of its files does it (EFBIG where a disk says ENOSPC; Kafka takes any failure of a write
        alike), for which nobody must be root. The log that was written last has reached its end, so what is appended to
        it next is cut off in the middle; where nothing is, no file can be written at all.
        """
        # Not the logs of topics that are being deleted, which nobody writes and which go at any moment.
        logs = [path.stat() for path in self._data.glob("*-[0-9]/*.log") if not path.parent.name.startswith("__")]
        self._limit_files(max(logs, key=lambda log: log.st_mtime_ns).st_size + 1)
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(FULL_SECONDS)
        self._limit_files(1)
        return self._process.wait(60)

    def _limit_files(self, size: int) -> None:
        _, hard = resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (size, hard))

    def restart(self) -> None:
        """Start it again on the log that it left; returns when it listens."""
        self._process = self._start()

    def stop(self) -> None:
        """End the broker and the proxy."""
        stop(self._process)
        self.proxy.stop()
