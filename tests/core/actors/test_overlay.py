import pytest

from schemas.article import Article
from schemas.facts import Actor, ActorKind
from streams.core.extraction.actors import ActorFinder, OverlayError, read_overlay
from streams.core.extraction.syntax.parser import Parser
from streams.core.text.document import make_document

OVERLAY = """
- name: Lake Water Forum
  aliases: [LWF]
  kind: organization
  country: LWF
- name: Zorana Petrova
  aliases: [Madam Zee]
  kind: person
  role: chief negotiator
  country: Bulgaria
"""


def test_own_actors_are_found_by_every_name(parser: Parser) -> None:
    document = make_document(Article(text="The LWF thanked Zorana Petrova of Spain. Petrova left."))
    parses = parser.parse([(document, range(len(document.sentences)))])[0]
    found = [m.actors[0] for mentions in ActorFinder(read_overlay(OVERLAY)).find(document, parses) for m in mentions]
    forum = Actor(name="Lake Water Forum", kind=ActorKind.ORGANIZATION, country="LWF")
    zorana = Actor(name="Zorana Petrova", kind=ActorKind.PERSON, role="chief negotiator", country="BGR")
    assert forum in found
    assert found.count(zorana) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- name: [", "Invalid YAML"),
        ("name: Somebody", "a list of entries"),
        ("- name: Somebody\n  kind: planet", "entry 1, kind"),
        ("- name: Somebody\n  kind: person\n  born: 1960", "entry 1, born"),
        ("- name: A B\n  kind: person\n- name: C D\n  kind: person\n  country: nowhere", "entry 2, country"),
    ],
)
def test_a_wrong_overlay_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(OverlayError, match=said):
        read_overlay(text)


def test_an_empty_overlay_is_no_actor() -> None:
    assert read_overlay("") == ()
