"""communique doctor."""

import typer


def doctor(context: typer.Context) -> None:
    """Write me."""
