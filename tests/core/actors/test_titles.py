import pytest

from streams.core.extraction.actors.tagging import Tagger
from streams.core.extraction.actors.titles import companies, owned_names, titles

TAGGER = Tagger()

# Text, then for each title: its words, the name beside it, whom it holds office for.
CASES = [
    (
        "Federal Minister for Planning, Development and Special Initiatives Ahsan Iqbal spoke",
        [("Federal Minister for Planning, Development and Special Initiatives", "Ahsan Iqbal", None)],
    ),
    (
        "Ahmed Farah, Ethiopia's finance minister, and Mr Paul Diop, WB country director, signed",
        [("Ethiopia's finance minister", "Ahmed Farah", "ETH"), ("WB country director", "Paul Diop", "WB")],
    ),
    ("Secretary of State Antony J. Blinken left", [("Secretary of State", "Antony J. Blinken", None)]),
    ("Nazaha President Mazin bin Ibrahim Al-Kahmous", [("Nazaha President", "Mazin bin Ibrahim Al-Kahmous", "SAU")]),
    (
        "Ambassador of Nepal to Pakistan, Tapas Adhikari called",
        [("Ambassador of Nepal to Pakistan", "Tapas Adhikari", "NPL")],
    ),
    ("US Ambassador to Kenya Meg Whitman", [("US Ambassador to Kenya", "Meg Whitman", "USA")]),
    (
        "China's Ambassador to Pakistan Jiang Zaidong",
        [("China's Ambassador to Pakistan", "Jiang Zaidong", "CHN")],
    ),
    (
        "Deputy Prime Minister and Foreign Minister Ishaq Dar",
        [("Deputy Prime Minister and Foreign Minister", "Ishaq Dar", None)],
    ),
    (
        "Minister of Foreign Affairs of Thailand Don Pramudwinai",
        [("Minister of Foreign Affairs of Thailand", "Don Pramudwinai", "THA")],
    ),
    ("the Ethiopian minister of finance, Ahmed Farah, said", [("Ethiopian minister of finance", "Ahmed Farah", "ETH")]),
    ("Foreign Ministry spokesman Li Wei said", [("Foreign Ministry spokesman", "Li Wei", None)]),
    ("his Turkish counterpart Recep Tayyip Erdogan", [("Turkish counterpart", "Recep Tayyip Erdogan", "TUR")]),
    ("Presidents Ana Silva and Jo Brandt met", [("Presidents", "Ana Silva", None), ("", "Jo Brandt", None)]),
    ("officials of the Thai Ministry of Commerce", [("officials of the Thai Ministry of Commerce", None, "THA")]),
    (
        "President Ana Silva, the Iranian president arrived",
        [("President", "Ana Silva", None), ("Iranian president", None, "IRN")],
    ),
    ("the Kosovo prime minister", [("Kosovo prime minister", None, None)]),
    (
        "Director General, National Water Agency, Amb. Musa Bello",
        [("Director General, National Water Agency", "Musa Bello", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_titles_of_a_text(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    line = TAGGER.tag(text)
    found = [
        (
            line.slice(title.first, title.last) if (title.first, title.last) != title.name_span else "",
            line.slice(*title.name_span) if title.name_span else None,
            title.owner.code if title.owner else None,
        )
        for title in titles(line)
    ]
    assert [(words if name != "Jo Brandt" else "", name, code) for words, name, code in found] == expected


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Russia's Lavrov said", "Lavrov", "RUS"),
        ("talks with Narendra Modi of India", "Narendra Modi", "IND"),
        ("Sen. Joan Carter, R-Ariz., voted", "Joan Carter", "USA"),
    ],
)
def test_names_beside_a_country(text: str, name: str, code: str) -> None:
    line = TAGGER.tag(text)
    assert [(line.slice(o.name[0], o.name[1] - 1), o.owner.code) for o in owned_names(line)] == [(name, code)]


def test_companies_beside_a_country() -> None:
    line = TAGGER.tag("the Greek gas producer Helionas and the UK-based retailer Marlow agreed")
    assert [(line.slice(o.name[0], o.name[1] - 1), o.owner.code) for o in companies(line)] == [
        ("Helionas", "GRC"),
        ("Marlow", "GBR"),
    ]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Jordan Peterson and Michael Jordan", "NNaNN"),
        ("Jordan's King Abdullah", "CsRN"),
        ("Samantha Power", "NN"),
        ("the Indian Ocean", "dDF"),
        ("UN-mediated talks", "x"),
        ("India-Pakistan talks", "Yx"),
        ("Dr.Anil Perera", "HNN"),
        ("General Asim Munir of Pakistan’s army", "RNNoCsB"),
    ],
)
def test_letters_of_a_text(text: str, letters: str) -> None:
    assert TAGGER.tag(text).letters == letters
