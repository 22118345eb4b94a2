"""How the parties of a meeting met."""

from collections.abc import Callable

import pytest

from schemas.article import Article
from schemas.facts import EventType, MeetingMode
from streams.core.extraction.attributes.meeting_mode import ASKED, mode_features, mode_of
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.merging.clustering import Cluster
from streams.core.extraction.model import Finding
from tests.core.evaluation.short_articles import NEVER

Find = Callable[..., tuple[Finding, ...]]
MET = "Swedish Foreign Minister Ola Berg met Ghanaian President Kofi Boadu in Accra on Monday, the two offices said."


@pytest.fixture(scope="module")
def meeting(extractor: Extractor) -> Cluster:
    """Return the reports of a meeting."""
    (trace,) = extractor.trace([Article(text=MET)])
    assert trace.inference is not None
    return trace.inference.decisions[0].reports


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Kenyan President Peter Kiprono spoke by phone with Rwandan President Eric Habimana on Monday.", "call"),
        ("Norwegian Premier Espen Lund and Chilean President Luis Rojas held a video call on Tuesday.", "call"),
        ("Korean Minister Park Ji-hoon held telephone talks with Peruvian Minister Luis Soto on Monday.", "call"),
        (
            "Thai and Lao officials ended a virtual meeting on Tuesday without a deal, Thai Minister Anan Suk said.",
            "call",
        ),
        (
            "Kenyan Minister Peter Kiprono, speaking by phone, said that he met Tongan Minister Sione Fifita in Suva.",
            "in-person",
        ),
        (MET, "in-person"),
        (
            "The Swiss ambassador, Reto Zumthor, called on Ghanaian Trade Minister Kofi Boadu in Accra on Monday.",
            "in-person",
        ),
        (
            "Leaders of Norway, Ghana, Chile, Japan and Kenya attended the climate summit in Oslo on Monday.",
            "multilateral",
        ),
    ],
)
def test_words_say_how_parties_met(text: str, mode: str, find: Find) -> None:
    assert [found.mode for found in find(text) if found.type is EventType.MEETING] == [MeetingMode(mode)]


def test_only_meetings_have_a_mode(find: Find) -> None:
    (found,) = find("Norway on Monday pledged $40 million in humanitarian aid to Sudan, the foreign ministry said.")
    assert found.mode is None


@pytest.mark.parametrize(
    ("biases", "mode"),
    [((-1.0, -2.0), "in-person"), ((1.0, -2.0), "call"), ((1.0, 2.0), "multilateral"), ((-1.0, 0.5), "multilateral")],
)
def test_the_likelier_mode_is_taken_if_it_is_likely(biases: tuple[float, float], mode: str, meeting: Cluster) -> None:
    judges = {f"mode.{one.value}": LinearModel(bias, {}) for one, bias in zip(ASKED, biases, strict=True)}
    assert mode_of(meeting, judges) is MeetingMode(mode)
    assert mode_of(meeting, {f"mode.{one.value}": NEVER for one in ASKED}) is MeetingMode.IN_PERSON


def test_a_mode_is_judged_by_who_takes_part_and_by_the_words_near(meeting: Cluster) -> None:
    names = mode_features(meeting)
    assert {"near=meet", "countries=2", "all countries=2", "persons=2", "takes part=person"} <= names.keys()
