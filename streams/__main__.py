"""The command line's entry point: hands the application's factory, which lies above the shell, to the commands."""

import os
from typing import TYPE_CHECKING, Any

from streams.shell.cli import build, run

if TYPE_CHECKING:
    from streams.settings import Settings


def create_app(settings: "Settings") -> Any:  # noqa: ANN401 - Faust has no types
    """Make the Faust application; imports it only now, for it takes a second that other commands need not wait."""
    from streams import app

    return app.create_app(settings)


def main() -> None:
    """Run the command line."""
    # Whoever extracts does so in a process for each core. numpy's linear algebra, which reads this when it is imported,
    # would start as many threads in every one of them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    run(build(create_app))


if __name__ == "__main__":
    main()
