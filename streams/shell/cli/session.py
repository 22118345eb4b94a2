"""What every command is given: the settings, and how to make the application."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from streams.shell.errors import UsageError

if TYPE_CHECKING:
    from streams.core.extraction.extractor import Extractor
    from streams.settings import Settings

AppFactory = Callable[["Settings"], Any]
"""Makes the Faust application; it lives above the shell, so it is handed in."""


@dataclass(slots=True)
class Session:
    """One run of the command line."""

    create_app: AppFactory
    overrides: dict[str, object] = field(default_factory=dict)
    """Settings given on the command line; they win over the environment."""
    _followed: "Settings | None" = None

    def settings(self) -> "Settings":
        """Read the settings. Raises UsageError that names the wrong variable."""
        from streams.settings import Settings

        try:
            return Settings(**self.overrides)  # type: ignore[arg-type]  # checked by pydantic itself
        except ValidationError as error:
            raise UsageError(_wrong_setting(error), "correct it in the environment") from error

    def followed(self) -> "Settings":
        """Read the settings for a command that reads: of the version that readers follow, where none is set.

        The broker is asked once, so that a command keeps to one version from its beginning to its end.

        Raises UsageError as `settings` does, BrokerError if the broker does not say which version that is.
        """
        from streams.shell.history import current

        if self._followed is None:
            self._followed = current.followed(self.settings())
        return self._followed

    def extractor(self) -> "Extractor":
        """Load the extractor with the user's actors, if the settings name any; it takes a second."""
        from streams.core.extraction.extractor import Extractor

        return Extractor.load(self.overlay())

    def overlay(self) -> str | None:
        """Read the user's own actors; None if the settings name no file of them. Raises UsageError if it is wrong."""
        from streams.shell.stream import own_actors

        return own_actors.read(self.settings().actors_overlay)


def _wrong_setting(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    variable = name if name.startswith("KAFKA_") else f"COMMUNIQUE_{name.upper()}"
    said = first["msg"].removeprefix("Value error, ")
    return f"setting {variable}: {said}" if name else f"settings: {said}"
