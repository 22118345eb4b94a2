"""The file of a user's own actors, read and checked before anything starts; docs/operations.md describes it."""

from pathlib import Path

from streams.shell.errors import UsageError

HINT = "correct the file of your own actors, or COMMUNIQUE_ACTORS_OVERLAY"


def read(path: Path | None) -> str | None:
    """Return the text of the file; None if there is none to read. Raises UsageError if it cannot be used."""
    if path is None:
        return None
    from streams.core.extraction.actors import OverlayError, read_overlay  # noqa: PLC0415 - loads the lexicons

    try:
        text = path.read_text(encoding="utf-8")
        read_overlay(text)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}", HINT) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: no text in UTF-8", HINT) from error
    except OverlayError as error:
        raise UsageError(f"{path}: {error}", HINT) from error
    return text
