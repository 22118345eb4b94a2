"""communique verify."""

import typer


def verify(context: typer.Context) -> None:
    """Write me."""
