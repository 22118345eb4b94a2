import datetime

import pytest
from pydantic import ValidationError

from schemas.facts import Actor, ActorKind, EventType, Status
from streams.core.evaluation.coded import cue_span, of_finding, of_gold
from streams.core.evaluation.gold import GoldArticle, GoldEvent
from streams.core.extraction.model import Finding

TEXT = "ACCRA — The minister, Ola Berg,\narrived in Accra on Monday. He left again."


def test_an_annotation_is_read_with_its_nulls_and_unknown_fields() -> None:
    read = GoldArticle.model_validate_json(
        '{"id": "a", "published": "2023-03-14", "background": null, "events": [{"type": "visit", "mood": "x",'
        ' "actors": [{"name": "Ola Berg", "country": "NOR"}], "counterparts": null, "place": null,'
        ' "date": "2023-03-13",'
        ' "status": "happened", "sectors": null, "amount": null}]}'
    )
    assert read.background == ()
    coded = of_gold(read.events[0], TEXT)
    assert (coded.type, coded.date, coded.status) == (EventType.VISIT, datetime.date(2023, 3, 13), Status.HAPPENED)
    assert coded.countries == {"NOR"}


@pytest.mark.parametrize("name", ["counterparts", "recipients"])
def test_those_who_receive_take_part_under_either_name(name: str) -> None:
    read = GoldEvent.model_validate(
        {"type": "visit", "actors": [{"name": "A"}], name: [{"name": "B", "aliases": ["C"]}]}
    )
    assert [(p.names, p.receives) for p in of_gold(read, "").participants] == [(("A",), False), (("B", "C"), True)]


def test_of_what_was_found_it_is_known_who_receives() -> None:
    guest, host = (Actor(name=name, kind=ActorKind.PERSON, country=home) for name, home in (("A", "NOR"), ("B", "GHA")))
    found = Finding(type=EventType.VISIT, actors=(guest,), recipients=(host,), confidence=0.9, evidence=())
    assert [(p.names, p.country, p.receives) for p in of_finding(found).participants] == [
        (("A",), "NOR", False),
        (("B",), "GHA", True),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("type", "wedding"), ("date", "soon"), ("status", "perhaps"), ("sectors", ["gossip"])],
)
def test_what_no_annotation_can_say_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValidationError, match=field):
        GoldEvent.model_validate({"type": "visit", field: value})


@pytest.mark.parametrize(
    ("cue", "found"),
    [
        pytest.param("The minister, Ola Berg", "The minister, Ola Berg", id="as it stands"),
        pytest.param("Ola Berg arrived in", "Ola Berg,\narrived in", id="other marks and breaks between the words"),
        pytest.param("Ola Berg departed", None, id="not in the text"),
        pytest.param("", None, id="no cue"),
        pytest.param("…", None, id="no word"),
    ],
)
def test_a_cue_is_found_by_its_words(cue: str, found: str | None) -> None:
    span = cue_span(TEXT, cue)
    assert (TEXT[slice(*span)] if span else None) == found
