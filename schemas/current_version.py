"""Which version of the state readers follow."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from schemas.model import Model


class CurrentVersion(Model):
    """The moment at which readers switch to a version; the newest record of an application holds.

    Where there is none readers follow version 1. Event ids and versions of two versions of the state must not be mixed:
    a reader begins anew, with the oldest records of the topics of this version and an empty store.
    """

    app_id: str
    """The application, without the version: the key of the record."""
    version: Annotated[int, Field(ge=1)]
    """The version of the state that readers follow from now on."""
    previous: Annotated[int, Field(ge=1)] | None = None
    """The version that they followed before."""
    switched_at: AwareDatetime
    """When the operator switched."""
    prefix: str
    """What stands before the name of a public topic in this version: `communique-v2-`, and nothing in the first.

    Not before `articles` and `current-version`, which all versions share.
    """
