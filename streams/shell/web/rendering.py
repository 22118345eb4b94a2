"""Templates. Everything in them is escaped; a name that a template does not know is an error, not an empty text."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from streams.core.views.description import name_of
from streams.core.views.selection import Selection
from streams.shell.web.charts import HEIGHT, in_period, label
from streams.shell.web.items import EMPTY

FOLDER = Path(__file__).parent


def render(
    template: str, context: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """Fill a template in."""
    return HTMLResponse(ENVIRONMENT.get_template(template).render(context), status, headers)


def link(path: str, selection: Selection, **more: str) -> str:
    """Return the address of a path for a selection."""
    pairs = [*selection.pairs(), *more.items()]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def number(value: int) -> str:
    """Write a whole number."""
    return f"{value:,}"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "country": name_of}
    environment.globals |= {
        "link": link,
        "in_period": in_period,
        "label": label,
        "plot_height": HEIGHT,
        "one_day": timedelta(days=1),
        "everything": Selection(),
        "empty_card": EMPTY,
    }
    return environment


ENVIRONMENT = _environment()
