import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from arro3.io import read_parquet
from starlette.testclient import TestClient

from schemas.count import Count
from schemas.event import EventOperation
from schemas.facts import EventType, Place, Status
from schemas.sectors import Sector
from streams.core.state.cells import cell_of, cells_of
from streams.shell.web.file_tables import EVENT_COLUMNS
from streams.shell.web.openapi import document
from streams.shell.web.queries import MAX_QUERY_BYTES
from tests.core.views.event_states import event, party
from tests.shell.web.conftest import Serve, state_of

EVENTS = [
    event("visit", sectors=(Sector.ENERGY,)),
    event("joint", version=2, actors=(party("NOR"), party("SWE")), date=date(2026, 3, 5), status=Status.PLANNED),
    event("meeting", version=3, type=EventType.MEETING, actors=(party("KEN"), party("NOR")), place=Place()),
    event("undated", version=4, date=None, confidence=0.4),
    event("gone", version=5, op=EventOperation.GONE, mentions=()),
]
STANDING = EVENTS[:4]


def counts() -> Iterator[Count]:
    """The counts that the stream would write of the events."""
    cells = {cell for each in STANDING for cell in cells_of(each)}
    for text in sorted(cells):
        events = [each for each in STANDING if text in cells_of(each)]
        yield Count(**dict(cell_of(text)), events=len(events), mentions=2 * len(events), version=1)


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve(*EVENTS, *counts())


def ids(client: TestClient, query: str) -> list[str]:
    answer = client.get(f"/v1/events{query}")
    assert answer.status_code == 200, answer.text
    return [each["event_id"] for each in answer.json()["events"]]


def test_events_come_newest_day_first_and_the_gone_do_not(client: TestClient) -> None:
    assert ids(client, "") == ["joint", "meeting", "visit", "undated"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?type=visit", ["joint", "visit", "undated"]),
        ("?type=visit&type=meeting&since=2026-03-01", ["joint", "meeting", "visit"]),
        ("?actor=NOR&actor=KEN", ["meeting"]),
        ("?sector=energy", ["visit"]),
        ("?status=planned", ["joint"]),
        ("?since=2026-03-04&until=2026-03-31", ["joint"]),
        ("?min_confidence=0.5&undated=true", []),
        ("?undated=true", ["undated"]),
        ("?visitor=SWE&visited=GHA", ["joint"]),
        ("?type=&since=&actor=", ["joint", "meeting", "visit", "undated"]),
    ],
)
def test_events_are_filtered(client: TestClient, query: str, found: list[str]) -> None:
    assert ids(client, query) == found


def test_pages_follow_one_another(client: TestClient) -> None:
    seen, cursor = [], ""
    for _ in range(4):
        page = client.get(f"/v1/events?limit=1{cursor}").json()
        assert page["total"] == 4
        seen += [each["event_id"] for each in page["events"]]
        cursor = f"&cursor={page['next']}"
    assert seen == ["joint", "meeting", "visit", "undated"]
    assert page["next"] is None


def test_one_event_is_the_record_as_it_was_written(client: TestClient) -> None:
    assert client.get("/v1/events/visit").json()["event"] == EVENTS[0].model_dump(mode="json")


@pytest.mark.parametrize(("path", "status"), [("nobody", 404), ("gone", 410), ("%2e%2e%2fx", 404)])
def test_an_event_that_is_not_there(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/v1/events/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


@pytest.mark.parametrize("by", ["sector", "actor", "sector,actor"])
def test_counts_are_those_of_the_topic(client: TestClient, by: str) -> None:
    answer = client.get("/v1/counts", params={"by": by}).json()
    assert answer["all"]["events"] == len(STANDING)
    assert answer["all"]["mentions"] == 2 * len(STANDING)
    for row in answer["rows"]:
        filters = {name: row[name] for name in ("sector", "actor") if row[name]}
        assert client.get("/v1/events", params=filters).json()["total"] == row["events"], row
    assert len(answer["rows"]) == {"sector": 1, "actor": 3, "sector,actor": 1}[by]


def test_counts_of_a_type_and_of_days(client: TestClient) -> None:
    answer = client.get("/v1/counts?by=actor&type=visit&since=2026-03-04&until=2026-03-06&limit=1").json()
    assert [(row["actor"], row["events"]) for row in answer["rows"]] == [("NOR", 1)]
    assert answer["total"] == 2


def test_routes_and_timeline(client: TestClient) -> None:
    assert client.get("/v1/routes").json()["rows"][0] == {"visitor": "NOR", "visited": "GHA", "visits": 3}
    laid = client.get("/v1/timeline").json()
    assert (laid["unit"], laid["undated"]) == ("day", 1)
    assert [each["events"] for each in laid["periods"]] == [{"meeting": 1, "visit": 1}, {}, {"visit": 1}]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?type=war", "type"),
        ("?limit=0", "limit"),
        ("?limit=201", "limit"),
        ("?limit=5&limit=6", "limit: may be given once"),
        ("?cursor=x", "cursor"),
        ("?since=yesterday", "since"),
        ("?since=2026-02-02&until=2026-02-01", "since is later than until"),
        ("?min_confidence=1.1", "min_confidence"),
        ("?actor=%3Cscript%3E", "actor"),
        ("?colour=red", "colour: there is no such parameter"),
        ("?" + "&".join(["sector=energy"] * 26), "sector"),
        ("?%1b[31m=1", "\\x1b[31m: there is no such parameter"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused_with_a_reason(client: TestClient, query: str, said: str) -> None:
    answer = client.get(f"/v1/events{query}")
    assert answer.status_code == 400
    assert said in answer.json()["detail"]


def test_a_query_without_end_is_refused(client: TestClient) -> None:
    assert client.get("/v1/events?actor=" + "A" * MAX_QUERY_BYTES).status_code == 414


def test_every_answer_says_the_offsets_that_it_reflects(client: TestClient) -> None:
    for path in ("/v1/events", "/v1/events/visit", "/v1/counts", "/v1/routes", "/v1/timeline", "/readyz"):
        answer = client.get(path)
        reflects = answer.json()["reflects"]
        assert reflects["next_offsets"]["visits"] == [4], path
        assert reflects["caught_up"] is True
        assert answer.headers["communique-position"] == reflects["position"] != ""
    for path in ("/", "/events", "/events/visit", "/v1/events.csv"):
        assert client.get(path).headers["communique-position"].startswith("visits.4~"), path


def test_csv_holds_all_of_a_selection(client: TestClient) -> None:
    answer = client.get("/v1/events.csv?type=visit")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["event_id"] for row in rows] == ["joint", "visit", "undated"]
    assert rows[0]["actors"] == "NOR; SWE"
    assert rows[1]["url"] == "https://kestrelwire.example/1"
    counted = list(csv.DictReader(io.StringIO(client.get("/v1/counts.csv?by=actor").text)))
    assert (counted[0]["actor"], counted[0]["events"], counted[0]["visit"]) == ("NOR", "4", "3")
    assert client.get("/v1/routes.csv").text.splitlines()[1] == "NOR,GHA,3"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK(1)"])
def test_a_spreadsheet_never_runs_a_cell(serve: Serve, text: str) -> None:
    wicked = event(actors=(party("NOR", text),), place=Place(city=text))
    (row,) = csv.DictReader(io.StringIO(serve(wicked).get("/v1/events.csv").text, newline=""))
    assert row["actors"] == row["city"] == "'" + text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202etxet", "\\u202etxet"),
        ("\u2066A\u2069", "\\u2066A\\u2069"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\u202e=1+1", "\\u202e=1+1"),
    ],
    ids=["right to left", "isolate", "terminal", "before a formula"],
)
def test_a_cell_never_turns_what_stands_beside_it_round(serve: Serve, text: str, shown: str) -> None:
    wicked = event(actors=(party("NOR", text),), place=Place(city=text))
    (row,) = csv.DictReader(io.StringIO(serve(wicked).get("/v1/events.csv").text, newline=""))
    assert row["actors"] == row["city"] == shown


def columns(answer: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - httpx's
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    table: Any = read_parquet(io.BytesIO(answer.content)).read_all()
    return {name: [each.as_py() for each in table.column(name)] for name in table.column_names}


def test_parquet_holds_the_same_rows_with_days_and_numbers(client: TestClient) -> None:
    answer = client.get("/v1/events.parquet?type=visit")
    assert answer.headers["content-disposition"] == 'attachment; filename="events.parquet"'
    assert answer.headers["communique-position"].startswith("visits.4~")
    found = columns(answer)
    rows = list(csv.DictReader(io.StringIO(client.get("/v1/events.csv?type=visit").text)))
    assert list(found) == list(rows[0])
    assert found["event_id"] == ["joint", "visit", "undated"]
    assert found["date"] == [date(2026, 3, 5), EVENTS[0].date, None]
    assert found["confidence"] == [event.confidence for event in (EVENTS[1], EVENTS[0], EVENTS[3])]
    assert found["first_reported_at"] == [event.first_reported_at for event in (EVENTS[1], EVENTS[0], EVENTS[3])]
    counted = columns(client.get("/v1/counts.parquet?by=actor"))
    assert (counted["actor"][0], counted["events"][0], counted["visit"][0]) == ("NOR", 4, 3)
    assert columns(client.get("/v1/routes.parquet"))["visits"][0] == 3


def test_parquet_of_nothing_has_all_columns(client: TestClient) -> None:
    found = columns(client.get("/v1/events.parquet?actor=XKX"))
    assert found == {name: [] for name in EVENT_COLUMNS}


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "\U0001f54a \u202e", '"a", "b"'])
def test_parquet_leaves_texts_as_they_are(serve: Serve, text: str) -> None:
    found = columns(serve(event(actors=(party("NOR", text),))).get("/v1/events.parquet"))
    assert found["actors"] == [text]


def answers(client: TestClient) -> Iterator[tuple[str, Any]]:
    for path in document()["paths"]:
        if path != "/v1/live":
            yield path, client.get(path.replace("{event_id}", "visit"))


def test_the_openapi_document_names_every_route_and_no_other(client: TestClient) -> None:
    served = client.get("/v1/openapi.json").json()
    routes = {route.path for route in client.app.routes if route.path.startswith("/v1")}  # type: ignore[attr-defined]
    assert set(served["paths"]) == routes
    for path, answer in answers(client):
        content = served["paths"][path]["get"]["responses"]["200"]["content"]
        assert answer.status_code == 200, path
        assert answer.headers["content-type"].split(";")[0] in content, path


def test_every_answer_is_as_the_openapi_document_says(client: TestClient) -> None:
    from jsonschema import Draft202012Validator

    served = document()
    for path, answer in answers(client):
        content = served["paths"][path]["get"]["responses"]["200"]["content"]
        if "application/json" in content:
            schema = content["application/json"]["schema"] | {"components": served["components"]}
            Draft202012Validator.check_schema(schema)
            assert list(Draft202012Validator(schema).iter_errors(answer.json())) == [], path


def test_every_parameter_of_the_openapi_document_is_taken(client: TestClient) -> None:
    values = {"since": "2026-01-01", "until": "2027-01-01", "min_confidence": "0.1", "limit": "5", "by": "actor"}
    values |= {"type": "visit", "sector": "energy", "status": "planned", "actor": "NOR", "visitor": "NOR"}
    values |= {"visited": "GHA", "undated": "false", "cursor": "1.e", "after": "visits.1"}
    for path, operation in document()["paths"].items():
        for parameter in operation["get"].get("parameters", []):
            name = parameter["name"]
            if parameter["in"] == "query" and path != "/v1/live":
                assert client.get(path, params={name: values[name]}).status_code == 200, (path, name)


def test_it_is_not_ready_until_everything_was_read(serve: Serve) -> None:
    behind = serve(state=state_of(EVENTS, caught_up=False))
    assert behind.get("/readyz").status_code == 503
    assert behind.get("/healthz").status_code == 200
    assert ">Behind<" in behind.get("/").text
    assert behind.get("/v1/events").json()["reflects"]["caught_up"] is False
