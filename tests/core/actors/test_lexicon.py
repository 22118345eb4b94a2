import pytest

from streams.core.lexicon.countries import CAPITALS, DEMONYMS, NAMES, OFFICIAL, code_of, is_country
from streams.core.lexicon.given_names import GIVEN_NAMES
from streams.core.lexicon.leaders import LEADERS, leader
from streams.core.lexicon.organisations import ACRONYMS, INSTITUTIONS, ORGANISATIONS, REGIONS
from streams.core.lexicon.person_names import keys, same_person
from streams.core.lexicon.roles import ROLES, Scope


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("Pakistan", "PAK"),
        ("PAKISTAN", "PAK"),
        ("the Netherlands", "NLD"),
        ("US", "USA"),
        ("U.S.", "USA"),
        ("us", None),
        ("UK", "GBR"),
        ("UAE", "ARE"),
        ("KSA", "SAU"),
        ("DPRK", "PRK"),
        ("ROK", "KOR"),
        ("PRC", "CHN"),
        ("DRC", "COD"),
        ("Indian", "IND"),
        ("French", "FRA"),
        ("Chinese", "CHN"),
        ("American", "USA"),
        ("Americans", "USA"),
        ("Congolese", "COD"),
        ("Dominican", "DOM"),
        ("Georgian", "GEO"),
        ("Nigerien", "NER"),
        ("Nigerian", "NGA"),
        ("Saudi", "SAU"),
        ("Emirati", "ARE"),
        ("Danish", "DNK"),
        ("Côte d’Ivoire", "CIV"),
        ("Kosovo", None),
        ("Atlantis", None),
    ],
)
def test_code_of_every_form_of_a_country(form: str, code: str | None) -> None:
    assert code_of(form) == code


def test_capitals_are_no_names_of_their_country() -> None:
    assert CAPITALS["Beijing"] == "CHN"
    assert code_of("Beijing") is None


def test_tables_are_consistent() -> None:
    assert len(OFFICIAL) == 249
    for table in (NAMES, DEMONYMS, CAPITALS, INSTITUTIONS, REGIONS):
        assert {code for code in table.values() if not is_country(code)} == set()
    assert not ACRONYMS & set(OFFICIAL)
    codes = {found.country for leaders in LEADERS.values() for found in leaders}
    assert codes <= {None} | set(OFFICIAL) | ACRONYMS


@pytest.mark.parametrize(
    ("form", "acronym"),
    [
        ("World Bank", "WB"),
        ("International Finance Corporation", "WB"),
        ("European Commission", "EU"),
        ("UNICEF", "UN"),
        ("WHO", "WHO"),
        ("African Development Bank", "AfDB"),
        ("Shanghai Cooperation Organization", "SCO"),
        ("G20", None),
    ],
)
def test_organisations_keep_the_acronym_they_act_under(form: str, acronym: str | None) -> None:
    assert ORGANISATIONS[form].acronym == acronym


@pytest.mark.parametrize(
    ("name", "offices", "year", "country"),
    [
        ("Putin", [], 2018, "RUS"),
        ("Antony J. Blinken", [], 2022, "USA"),
        ("Li", ["prime-minister"], 2016, "CHN"),
        ("Li", [], 2016, None),
        ("Obama", [], 1995, None),
        ("Nobody Known", [], 2020, None),
    ],
)
def test_leaders_are_known_by_name_and_time(name: str, offices: list[str], year: int, country: str | None) -> None:
    found = leader(name, frozenset(offices), year)
    assert (found.country if found else None) == country


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Blinken", "Antony J. Blinken", True),
        ("Wang", "Wang Yi", True),
        ("Al-Kahmous", "Mazin bin Ibrahim Al-Kahmous", True),
        ("Erdoğan", "Recep Tayyip Erdogan", True),
        ("Jill Biden", "Joe Biden", False),
        ("Michael Froman", "Michael Bennett", False),
    ],
)
def test_forms_of_a_name(short: str, full: str, same: bool) -> None:
    assert same_person(keys(short), keys(full)) is same


def test_roles_say_what_they_hold_office_in() -> None:
    assert ROLES["ambassador"].scope is Scope.DIPLOMAT
    assert ROLES["premier"].office == ROLES["prime minister"].office
    assert ROLES["taoiseach"].country == "IRL"
    assert "wang" in GIVEN_NAMES


def test_leaders_serve_from_a_year_to_a_later_one() -> None:
    assert [found for leaders in LEADERS.values() for found in leaders if found.first > found.last] == []


@pytest.mark.parametrize(("year", "country"), [(2018, "EU"), (2010, "POL"), (2024, "POL")])
def test_a_leader_acts_for_whom_the_year_says(year: int, country: str) -> None:
    found = leader("Donald Tusk", frozenset(), year)
    assert found is not None
    assert found.country == country
