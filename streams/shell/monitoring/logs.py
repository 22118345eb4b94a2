"""Log lines: for people on a terminal, as JSON for machines. Everything goes to stderr.

Whatever a line quotes comes from strangers, so no value can begin a line, steer a terminal or grow without bound: here,
in the one place that every line passes, controls, line ends, ANSI sequences and bidirectional overrides become escapes.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from streams.core.printable import printable
from streams.settings import LogFormat, Settings

_QUIET = ("faust", "mode", "aiokafka", "kafka", "streams.shell.engine", "streams.shell.stream")
"""Libraries, and what derives from them, whose everyday lines say little to who runs a worker."""

_TELLS_SECRETS = ("aiokafka.conn", "kafka.net", "kafka.protocol", "kafka.conn")
"""Loggers that at DEBUG write requests whole, and so the password of who uses SASL PLAIN."""

MAX_EVENT_CHARS = 2_000
MAX_VALUE_CHARS = 300
MAX_VALUES = 20
"""Members of a list that a line shows."""
MAX_TRACE_LINES = 60
"""Lines of a traceback, the last ones."""
TRACE_MARK = "  | "
"""Begins each line of a traceback: an exception may quote an article, whose lines must not pass for ours."""

_SHARED: list[structlog.types.Processor] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return a logger whose lines have fields; it writes through the standard one of this name, at that one's level."""
    bound: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        logging.getLogger(name),
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return bound


def configure(settings: Settings) -> None:
    """Send all logging, the libraries' too, through one formatter."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(settings.log_format, colors=sys.stderr.isatty()))
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


def formatter(log_format: LogFormat, *, colors: bool = False) -> logging.Formatter:
    """Return what makes a line of a record."""
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            harmless,
            structlog.processors.JSONRenderer()
            if log_format is LogFormat.JSON
            else structlog.dev.ConsoleRenderer(
                colors=colors,
                pad_event_to=0,
                # Quoted, for a value with blanks and "=" in it must not pass for more fields.
                repr_native_str=True,
                exception_formatter=structlog.dev.plain_traceback,
            ),
        ],
        foreign_pre_chain=_SHARED,
    )


def harmless(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401 - structlog's own
    """Escape and bound all that a line says."""
    return {key: _shown(key, value) for key, value in line.items()}


def _shown(key: str, value: object) -> object:
    if key in ("exception", "stack"):
        lines = str(value).split("\n")[-MAX_TRACE_LINES:]
        return "\n".join(TRACE_MARK + printable(line, MAX_VALUE_CHARS) for line in lines)
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, list | tuple):
        return [_shown("", each) for each in value[:MAX_VALUES]]
    return printable(str(value), MAX_EVENT_CHARS if key == "event" else MAX_VALUE_CHARS)
