"""Log lines: for people on a terminal, as JSON for machines. Everything goes to stderr."""

import logging
import sys

import structlog

from streams.settings import LogFormat, Settings

_QUIET = ("faust", "mode", "aiokafka", "kafka", "streams.shell.engine")
"""Libraries, and what derives from them, whose everyday lines say little to who runs a worker."""

_TELLS_SECRETS = ("aiokafka.conn", "kafka.net", "kafka.protocol", "kafka.conn")
"""Loggers that at DEBUG write requests whole, and so the password of who uses SASL PLAIN."""


def configure(settings: Settings) -> None:
    """Send all logging, the libraries' too, through one formatter."""
    renderer = (
        structlog.processors.JSONRenderer()
        if settings.log_format is LogFormat.JSON
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    # A level of their own only where it is needed: without one they are as quiet as the library that they are part of.
    debugging = settings.log_level == "DEBUG"
    for name in _TELLS_SECRETS:
        logging.getLogger(name).setLevel(logging.INFO if debugging else logging.NOTSET)
    if not debugging:
        for name in _QUIET:
            logging.getLogger(name).setLevel(logging.WARNING)
