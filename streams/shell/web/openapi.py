"""The OpenAPI 3.1 description of the JSON API, made from the models that check its queries and fill its answers."""

from functools import lru_cache
from importlib.metadata import version
from typing import Any

from schemas.event import Event
from schemas.model import Model
from streams.core.views.selection import Selection
from streams.shell.web.queries import CountsQuery, EventsQuery, FeedQuery, RoutesQuery

Object = dict[str, Any]

INTEGER: Object = {"type": "integer"}
TEXT: Object = {"type": "string"}
NUMBERS: Object = {"type": "object", "additionalProperties": INTEGER}
REFLECTS: Object = {"$ref": "#/components/schemas/Reflects"}
EVENT: Object = {"$ref": "#/components/schemas/Event"}


@lru_cache(maxsize=1)
def document() -> Object:
    """Return the document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Communiqué",
            "version": version("communique"),
            "description": "Visits, meetings, commitments and agreements from the news, and their counts. Read only.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {path: {"get": operation} for path, operation in _operations().items()},
        "components": {"schemas": _schemas()},
    }


def _operations() -> dict[str, Object]:
    event_id = {"name": "event_id", "in": "path", "required": True, "schema": TEXT}
    one = _operation("event", "One event with its reports", None, _json(event=EVENT))
    one["parameters"] = [event_id]
    one["responses"] |= {"404": _problem("No such event"), "410": _problem("No article reports it any more")}
    described = _operation("openapi", "This document", None, {"application/json": {"schema": {"type": "object"}}})
    return {
        "/v1/events": _operation("events", "Events, newest day first", EventsQuery, _page()),
        "/v1/events.csv": _operation("eventsCsv", "All events of a selection", Selection, _csv()),
        "/v1/events.parquet": _operation("eventsParquet", "The same as Parquet", Selection, _parquet()),
        "/v1/events/{event_id}": one,
        "/v1/counts": _operation("counts", "Exact counts of all events ever counted", CountsQuery, _counts()),
        "/v1/counts.csv": _operation("countsCsv", "The same as CSV", CountsQuery, _csv()),
        "/v1/counts.parquet": _operation("countsParquet", "The same as Parquet", CountsQuery, _parquet()),
        "/v1/routes": _operation("routes", "Visits between countries, ranked", RoutesQuery, _routes()),
        "/v1/routes.csv": _operation("routesCsv", "The same as CSV", RoutesQuery, _csv()),
        "/v1/routes.parquet": _operation("routesParquet", "The same as Parquet", RoutesQuery, _parquet()),
        "/v1/timeline": _operation("timeline", "Events by period and type", Selection, _timeline()),
        "/v1/live": _operation("live", "Changes as they happen; Last-Event-ID resumes", FeedQuery, _stream()),
        "/v1/openapi.json": described,
    }


def _operation(name: str, summary: str, query: type[Model] | None, content: Object) -> Object:
    operation: Object = {"operationId": name, "summary": summary, "responses": {"200": _answer(content)}}
    if query is not None:
        operation["parameters"] = _parameters(query)
        operation["responses"] |= {"400": _problem("A parameter makes no sense"), "414": _problem("Too long a query")}
    return operation


def _parameters(query: type[Model]) -> list[Object]:
    properties = _inlined(query)["properties"]
    return [
        {"name": name, "in": "query", "description": schema.get("description", ""), "schema": _bare(schema)}
        for name, schema in properties.items()
    ]


def _inlined(model: type[Model]) -> Object:
    schema = model.model_json_schema()
    named = schema.pop("$defs", {})

    def inline(value: Any) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, dict):
            reference = value.get("$ref", "").removeprefix("#/$defs/")
            return inline(named[reference]) if reference in named else {k: inline(v) for k, v in value.items()}
        return [inline(each) for each in value] if isinstance(value, list) else value

    found: Object = inline(schema)
    return found


def _bare(schema: Object) -> Object:
    return {name: value for name, value in schema.items() if name not in ("title", "description")}


def _answer(content: Object) -> Object:
    header = {"description": "The offsets that the answer reflects", "schema": TEXT}
    return {"description": "The answer", "headers": {"Communique-Position": header}, "content": content}


def _problem(description: str) -> Object:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


def _json(**properties: Object) -> Object:
    return {"application/json": {"schema": _object(**properties, reflects=REFLECTS)}}


def _object(**properties: Object) -> Object:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Object) -> Object:
    return {"type": "array", "items": items}


def _page() -> Object:
    return _json(events=_list(EVENT), total=INTEGER, next={"type": ["string", "null"]})


def _counts() -> Object:
    name: Object = {"type": ["string", "null"]}
    row = _object(sector=name, actor=name, events=INTEGER, mentions=INTEGER, by_type=NUMBERS)
    return _json(by=TEXT, rows=_list(row), total=INTEGER, all=row)


def _routes() -> Object:
    return _json(rows=_list(_object(visitor=TEXT, visited=TEXT, visits=INTEGER)), total=INTEGER)


def _timeline() -> Object:
    day: Object = {"type": "string", "format": "date"}
    period = _object(first=day, last=day, events=NUMBERS)
    return _json(unit=TEXT, periods=_list(period), undated=INTEGER, earlier=INTEGER)


def _csv() -> Object:
    return {"text/csv": {"schema": TEXT}}


def _parquet() -> Object:
    return {"application/vnd.apache.parquet": {"schema": {"type": "string", "format": "binary"}}}


def _stream() -> Object:
    return {"text/event-stream": {"schema": TEXT}}


def _schemas() -> Object:
    event = Event.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    parts: Object = event.pop("$defs", {})
    reflected = _object(
        version=INTEGER,
        position=TEXT,
        next_offsets={"type": "object", "additionalProperties": _list(INTEGER)},
        caught_up={"type": "boolean"},
        older_events_dropped={"type": "boolean"},
        counts_complete_since={"type": ["string", "null"], "format": "date"},
        unreadable_records=INTEGER,
    )
    problem = _object(type=TEXT, title=TEXT, status=INTEGER, detail=TEXT)
    return parts | {"Event": event, "Reflects": reflected, "Problem": problem}
