"""communique broker."""

import typer


def broker(context: typer.Context) -> None:
    """Write me."""
