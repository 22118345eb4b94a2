"""What strangers' pages and texts must not be able to do."""

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from schemas.event import EventMention
from schemas.facts import Actor, ActorKind, Place
from streams.shell.web.rendering import FOLDER
from tests.core.views.event_states import FIRST_REPORT, event
from tests.shell.web.conftest import Serve

ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"
PATHS = (
    "/",
    "/events",
    "/events/e1",
    "/events/none",
    "/v1/events",
    "/v1/none",
    "/static/page.css",
    "/healthz",
    "/none",
)
TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))


def attacked() -> object:
    report = EventMention(
        mention_id="m",
        article_id=ATTACK,
        source=ATTACK,
        url=f"javascript:{ATTACK}",
        published_at=FIRST_REPORT,
        quote=ATTACK,
    )
    wicked = Actor(name=ATTACK, kind=ActorKind.PERSON, role=ATTACK, country=ATTACK)
    return event(
        actors=(wicked,),
        recipients=(wicked,),
        place=Place(city=ATTACK, country=ATTACK),
        mentions=(report,),
        currency=ATTACK,
        amount=1.0,
    )


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve(attacked())


class Tags(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/", "/events", "/events/e1"])
def test_an_attack_stays_text(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert "alert(1)" in page.text, "the attack is on the page"
    assert "{{7*7}}" in page.text
    for tag, attributes in Tags(page.text).found:
        assert tag != "img"
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (tag, attributes)
        assert tag != "style"
        if tag == "script":
            assert attributes == {"type": "module", "src": "/static/page.js"}
        assert not (attributes.get("href") or "").lower().startswith("javascript:")


def test_links_to_articles_give_nothing_away(serve: Serve) -> None:
    links = [a for tag, a in Tags(serve(event()).get("/events/e1").text).found if tag == "a" and a.get("target")]
    (link,) = links
    assert link["href"] == "https://kestrelwire.example/1"
    assert link["rel"] == "noopener noreferrer"


def test_everything_on_a_page_comes_from_here(client: TestClient) -> None:
    for path in ("/", "/events", "/events/e1"):
        for tag, attributes in Tags(client.get(path).text).found:
            source = attributes.get("src") or (attributes.get("href") if tag == "link" else None)
            assert source is None or source.startswith("/"), (tag, source)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "169.254.169.254"])
def test_another_host_is_not_answered(client: TestClient, host: str) -> None:
    answer = client.get("/v1/events", headers={"host": host})
    assert answer.status_code == 400
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("host", ["localhost", "localhost:8420", "testserver:1"])
def test_our_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/v1/events", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/events", "/v1/events", "/v1/live"])
def test_only_get_and_head_are_allowed(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, path).status_code == 405


def test_other_sites_may_not_read_answers(client: TestClient) -> None:
    headers = client.get("/v1/events", headers={"origin": "https://evil.example"}).headers
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/static/../application.py", "/static/%2e%2e/server.py", "/static/", "/static/none"])
def test_only_static_files_are_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_path_without_end_is_refused(client: TestClient) -> None:
    assert client.get("/events/" + "x" * 2_000).status_code == 414


def test_a_bad_query_of_a_page_is_said_on_a_page(client: TestClient) -> None:
    answer = client.get("/events?type=<script>")
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_keep_escaping_on_and_have_no_inline_style_or_script(template: object) -> None:
    text = template.read_text("utf-8")  # type: ignore[attr-defined]
    assert not re.search(r"\|\s*safe|autoescape|style=|\son[a-z]+=|<style|<script(?! type=\"module\" src)", text)
