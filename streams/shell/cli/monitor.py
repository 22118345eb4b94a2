"""communique monitor: tell Prometheus what only an observer can."""

import signal
import sys
from threading import Event

import typer

from streams.shell.cli.session import Session


def monitor(context: typer.Context) -> None:
    """Watch the stream from outside: lag, heartbeats and verification, for Prometheus; one is enough.

    It answers at port 9109 and goes on until it is stopped. Its settings are environment variables; see
    docs/settings.md.
    """
    from streams.shell.monitoring import probes
    from streams.shell.monitoring.logs import configure
    from streams.shell.monitoring.metrics import MonitorMetrics
    from streams.shell.operations.monitor import Monitor

    session: Session = context.obj
    settings = session.settings()
    configure(settings)
    metrics = MonitorMetrics()
    watching = Monitor(settings, metrics)
    checks = {"/healthz": watching.alive, "/readyz": watching.ready}
    probes.serve(settings.metrics_host, settings.monitor_port, metrics.registry, checks)
    # At once, whatever it reads: it has nothing to finish.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    watching.run(Event())
