"""The sectors that a text states."""

from collections.abc import Sequence

from schemas.sectors import Sector


def sectors_of(text: str) -> tuple[Sector, ...]:
    """Return the sectors that the words of `text` state, the strongest first."""
    return ()


def crs_codes(sectors: Sequence[Sector], text: str) -> tuple[str, ...]:
    """Return the CRS codes of `sectors`, 5-digit where `text` names the purpose."""
    return ()
