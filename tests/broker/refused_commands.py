"""What a role may not do, command by command, and the commands that a wrong password stops."""

from pathlib import Path

from schemas.access import ClientRole
from schemas.topics import ARTICLES
from streams.shell.history.archive.manifest import Manifest, save
from tests.broker.secured_kafka import APP

REFUSED = [
    (ClientRole.READER, "WRITE on topic articles", ["publish", "ARTICLES"]),
    (ClientRole.READER, "READ on topic mentions", ["tail", "mentions"]),
    (ClientRole.READER, "READ on topic mentions", ["verify"]),
    (ClientRole.READER, "READ on topic mentions", ["trace", "--sector", "energy"]),
    (ClientRole.READER, "READ on topic mentions", ["history", "00000000-0000-0000-0000-000000000000"]),
    (ClientRole.READER, "READ on topic articles-dead-letters", ["dead-letters", "list"]),
    (ClientRole.READER, "READ on topic secured-readings-changelog", ["reread"]),
    (ClientRole.READER, "READ on topic articles", ["archive", "FOLDER"]),
    (ClientRole.READER, "topic articles", ["topics", "check"]),
    (ClientRole.READER, "topic ", ["topics", "apply"]),
    (ClientRole.READER, "READ on topic articles", ["worker"]),
    (ClientRole.PUBLISHER, "READ on topic current-version", ["tail", "visits"]),
    (ClientRole.PUBLISHER, "articles", ["archive", "FOLDER"]),
    (ClientRole.READER, "READ on topic articles", ["restore", "ARCHIVE"]),
    (ClientRole.PUBLISHER, "articles", ["restore", "ARCHIVE"]),
    (ClientRole.READER, f"topic {APP}-v2-", ["rebuild", "--version", "2"]),
    (ClientRole.OPERATOR, f"topic {APP}-v2-", ["rebuild", "--version", "2"]),
    (ClientRole.READER, f"READ on topic {APP}-v2-counts", ["switch", "--version", "2"]),
    (ClientRole.OPERATOR, f"READ on topic {APP}-v2-counts", ["switch", "--version", "2", "--yes"]),
    (ClientRole.PUBLISHER, "READ on topic current-version", ["switch", "--version", "2"]),
    (ClientRole.PUBLISHER, "READ on topic current-version", ["counts"]),
    (ClientRole.PUBLISHER, "READ on topic current-version", ["web"]),
    (ClientRole.WORKER, "WRITE on topic articles", ["publish", "ARTICLES"]),
    (ClientRole.WORKER, "current-version", ["tail", "visits", "--from-start"]),
    (ClientRole.TOPICS, "current-version", ["tail", "visits", "--from-start"]),
    (ClientRole.PUBLISHER, "READ on topic visits", ["tail", "visits"]),
    (ClientRole.PUBLISHER, "READ on topic counts", ["counts"]),
    (ClientRole.PUBLISHER, "READ on topic visits", ["web"]),
    (ClientRole.WORKER, "visits", ["tail", "visits", "--from-start"]),
    (ClientRole.TOPICS, "visits", ["tail", "visits", "--from-start"]),
]
"""Role, what the sentence names, and the command; words in capitals are replaced by `placed`."""

COMMANDS = [
    ["tail", "visits"],
    ["counts"],
    ["verify"],
    ["trace", "--sector", "energy"],
    ["history", "00000000-0000-0000-0000-000000000000"],
    ["dead-letters", "list"],
    ["topics", "apply"],
    ["topics", "check"],
    ["reread"],
    ["archive", "FOLDER"],
    ["restore", "ARCHIVE"],
    ["rebuild", "--version", "2"],
    ["switch", "--version", "2", "--yes"],
    ["web"],
]


def variables(right: str) -> dict[str, str]:
    """Return the environment of a refused command: told a version, unless it lacks the right to ask for the current."""
    told = {} if "current-version" in right else {"COMMUNIQUE_VERSION": "1"}
    return {"COMMUNIQUE_WEB_PORT": "0"} | told


def placed(command: list[str], folder: Path, articles: str) -> list[str]:
    """Return a command with files and folders where it names them in capitals."""
    full, fresh = folder / "full", folder / "fresh"
    full.mkdir()
    save(full, Manifest(topic=ARTICLES.name))
    places = {"ARTICLES": articles, "ARCHIVE": str(full), "FOLDER": str(fresh)}
    return [places.get(word, word) for word in command]
