from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.article import Article, ArticleStatus
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.model import Finding, Outcome

Find = Callable[..., tuple[Finding, ...]]

REPORTS = [
    pytest.param(
        "OSLO - German Chancellor Friedrich Merz met Prime Minister Jonas Gahr Store of Norway in Oslo on Monday.",
        ("meeting", {"DEU", "NOR"}),
        id="met",
    ),
    pytest.param(
        "Kenyan President William Ruto held talks with Rwandan President Paul Kagame in Kigali on Monday, both said.",
        ("meeting", {"KEN", "RWA"}),
        id="held talks",
    ),
    pytest.param(
        "Indian Foreign Minister Subrahmanyam Jaishankar arrived in Colombo on Monday for a two-day official visit.",
        ("visit", {"IND"}),
        id="arrived for a visit",
    ),
    pytest.param(
        "Brazil and Chile signed a memorandum of understanding on renewable energy in Santiago on Wednesday.",
        ("agreement", {"BRA", "CHL"}),
        id="signed a memorandum",
    ),
    pytest.param(
        "Norway on Monday pledged $40 million in humanitarian aid to Sudan, the foreign ministry said.",
        ("commitment", {"NOR", "SDN"}),
        id="pledged money",
    ),
]
NOTHING = [
    pytest.param("Saka met the cross at the far post and Arsenal won 2-0.", id="sport"),
    pytest.param("The plant failed to meet its output target for the third year.", id="met the target"),
    pytest.param(
        "The bakery on Main Street sells forty kinds of bread, and its owner sings while he works.", id="nothing"
    ),
    pytest.param("Rain is likely in the north, with strong winds along the coast until Friday.", id="weather"),
]


@pytest.mark.parametrize(("text", "expected"), REPORTS)
def test_finds_what_is_plainly_reported(text: str, expected: tuple[str, set[str]], find: Find) -> None:
    found = [(f.type.value, {a.country for a in (*f.actors, *f.recipients)}) for f in find(text)]
    assert expected in found


@pytest.mark.parametrize("text", NOTHING)
def test_finds_nothing_where_nothing_is_reported(text: str, find: Find) -> None:
    assert find(text) == ()


def test_one_visit_for_each_country(find: Find) -> None:
    text = "U.S. Secretary of State Marco Rubio will travel to Kenya, Nigeria and Senegal next week, his office said."
    assert {f.place.country for f in find(text) if f.type.value == "visit"} == {"KEN", "NGA", "SEN"}


def test_what_a_pledge_is_worth(find: Find) -> None:
    (pledge,) = find("Norway on Monday pledged $40 million in humanitarian aid to Sudan, the foreign ministry said.")
    assert (pledge.amount, pledge.currency) == (40e6, "USD")


def test_a_withdrawn_article_and_a_foreign_one_are_not_read(extractor: Extractor) -> None:
    withdrawn = Article(id="w", status=ArticleStatus.WITHDRAWN)
    foreign = Article(
        text="Der Bundeskanzler traf am Montag in Paris den französischen Präsidenten zu einem Gespräch über Europa."
    )
    first, second = extractor.extract([withdrawn, foreign])
    assert (first.outcome, second.outcome) == (Outcome.WITHDRAWN, Outcome.NOT_ENGLISH)
    assert first.findings == second.findings == ()


def test_an_article_reads_the_same_alone_and_among_others(extractor: Extractor) -> None:
    articles = [Article.model_validate({"text": p.values[0], "published": "2026-03-12"}) for p in REPORTS]
    together = extractor.extract(articles)
    assert together == [extractor.extract([article])[0] for article in articles]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(
        st.sampled_from([str(p.values[0]) for p in REPORTS + NOTHING] + ["\n", " ", "— ", "\u201c", "Ü."])
    ).map("".join)
)
def test_evidence_is_sliced_from_the_text_as_published(extractor: Extractor, text: str) -> None:
    article = Article.model_validate({"id": "a", "text": text + "End.", "published": "2026-03-12"})
    for finding in extractor.extract([article])[0].findings:
        assert finding.evidence
        assert all(article.text[e.start : e.end] == e.text for e in finding.evidence)
        assert 0.0 <= finding.confidence <= 1.0
