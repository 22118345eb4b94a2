from collections.abc import Callable

import pytest

from schemas.facts import Actor, ActorKind
from streams.core.extraction.actors.mentions import Resolution
from tests.core.actors.conftest import Found, actors_of

Find = Callable[..., Found]


def said(found: Found, words: str) -> list[tuple[str, str | None]]:
    """The actors that the words `words` stand for."""
    for parse, mentions in found:
        for mention in mentions:
            tokens = parse.tokens[mention.first : mention.last + 1]
            start, end = tokens[0].start - parse.sentence.start, tokens[-1].end - parse.sentence.start
            if parse.sentence.text[start:end] == words:
                return [(actor.name, actor.country) for actor in mention.actors]
    return []


# Text, the outlet, then the name and country of actors that must be among those found.
CASES = [
    (
        "The minister met Iqbal. Federal Minister for Planning, Development and Special Initiatives Ahsan Iqbal "
        "thanked China's Ambassador to Pakistan Jiang Zaidong.",
        "Dawn (Pakistan)",
        [("Ahsan Iqbal", "PAK"), ("Jiang Zaidong", "CHN")],
    ),
    ("Nigerian-British talks were held in Abuja.", "", [("Nigerian", "NGA"), ("British", "GBR")]),
    (
        "Ahmed Farah, Ethiopia's finance minister, and Mr Paul Diop, WB country director, signed in Addis Ababa.",
        "",
        [("Ahmed Farah", "ETH"), ("Paul Diop", "WB")],
    ),
    (
        "He saw Egypt's President Karim Nour, Foreign Minister Salma Adly and spy chief Adel Zaki on Monday.",
        "Arise TV (Nigeria)",
        [("Karim Nour", "EGY"), ("Salma Adly", "EGY"), ("Adel Zaki", "EGY")],
    ),
    (
        "The Russian delegation included Mr. Oleg Sudin, Deputy Minister; and Ms. Vera Lomova, Director.",
        "",
        [("Oleg Sudin", "RUS"), ("Vera Lomova", "RUS")],
    ),
    (
        "Kenya and Uganda met. Senator Joan Otieno was there with officials.",
        "The Star (Kenya)",
        [("Joan Otieno", "KEN")],
    ),
    (
        "The Ministry of Commerce of Thailand and Sri Lanka's Central Bank exchanged letters with the World Bank.",
        "",
        [("Ministry of Commerce of Thailand", "THA"), ("Sri Lanka's Central Bank", "LKA"), ("World Bank", "WB")],
    ),
    (
        "Ursula von der Leyen, the president of the European Commission, met NATO Secretary General Mark Rutte.",
        "",
        [("Ursula von der Leyen", "EU"), ("Mark Rutte", "NATO")],
    ),
    ("Merkel phoned Trump on Sunday.", "", [("Merkel", "DEU"), ("Trump", "USA")]),
    ("Beijing said that it would send rice to Kenya.", "", [("Beijing", "CHN"), ("Kenya", "KEN")]),
    ("Jordan Ellis met King Abdullah of Jordan in Amman.", "", [("Jordan", "JOR"), ("King Abdullah", "JOR")]),
    (
        "U.S. officials and a Chinese delegation led by Vice Premier He Lifeng met in Geneva.",
        "",
        [("U.S. officials", "USA"), ("Chinese delegation", "CHN"), ("He Lifeng", "CHN")],
    ),
    (
        "Secretary Blinken travelled widely. In Egypt, Secretary Blinken met Foreign Minister Karim Nour.",
        "US Department of State",
        [("Karim Nour", "EGY"), ("Blinken", "USA")],
    ),
    (
        "U.S. and Indian officials met African presidents and Israeli and Palestinian leaders.",
        "The Star (Kenya)",
        [
            ("U.S. officials", "USA"),
            ("Indian officials", "IND"),
            ("Israeli leaders", "ISR"),
            ("Palestinian leaders", "PSE"),
        ],
    ),
    (
        "Sudan's civilians met in Cairo. Sudan and Sudanese groups spoke. Finance Minister Jibril Omer refused.",
        "The Star (Kenya)",
        [("Jibril Omer", "SDN")],
    ),
    (
        "The UK-based retailer Marlow agreed on a deal with the Greek gas producer Helionas.",
        "",
        [("Marlow", "GBR"), ("Helionas", "GRC")],
    ),
    (
        "The Economic Crimes Commission of Nigeria (ECC) arrested him. The ECC said so. The commission signed.",
        "",
        [("Economic Crimes Commission of Nigeria", "NGA")],
    ),
    ("Theresa May and Trump talked. May agreed.", "", [("Theresa May", "GBR"), ("Trump", "USA")]),
    (
        "Secretary Blinken spoke about Ghana. Deputy Foreign Minister Kofi Asante thanked him.",
        "US Department of State",
        [("Kofi Asante", "GHA")],
    ),
    (
        "US senators spoke on Yemen. Foreign Minister Salem Basha and Speaker Ann Cole listened.",
        "The Hill",
        [("Salem Basha", "YEM"), ("Ann Cole", "USA")],
    ),
    ("Ford will build a plant with Toyota.", "", [("Ford", "USA"), ("Toyota", "JPN")]),
    (
        "In Estonia on April 28, she will meet with government officials.",
        "US Department of State",
        [("government officials", "EST")],
    ),
    ("Mr Cole flew to Ghana on Monday. He met local officials.", "The Hill", [("local officials", "GHA")]),
    ("Mr Cole of Peru spoke. In Texas, he met local officials.", "The Hill", [("local officials", "USA")]),
    (
        "In Oslo, Secretary Blinken will thank local leaders.",
        "US Department of State",
        [("local leaders", "NOR")],
    ),
    ("Rouhani met Iran's new French ambassador Luc Morel.", "", [("Luc Morel", "FRA")]),
    ("He left Nigeria for China and Finance Minister Ada Obi stayed.", "Punch (Nigeria)", [("Ada Obi", "NGA")]),
    (
        "Interior Minister Ann Perera saw the works in Kandy that a Chinese firm has begun.",
        "Ada Derana",
        [("Ann Perera", "LKA")],
    ),
    (
        "The Chinese foreign minister came on Monday. Foreign Minister Ann Perera of Sri Lanka's coalition spoke. "
        "Trade Minister Sunil Silva left.",
        "Ada Derana",
        [("Ann Perera", "LKA"), ("Sunil Silva", "LKA")],
    ),
    ("Premier Peter Roe of the province met U.S. officials.", "CBC (Canada)", [("Peter Roe", "CAN")]),
    ("The Board of Investment and the Gem Committee met on Monday.", "Ada Derana", [("Board of Investment", "LKA")]),
    ("EFCC and NAFDAC met French envoys in Abuja.", "", [("EFCC", "NGA"), ("NAFDAC", "NGA")]),
    (
        "The prime minister of Kosovo, Albin Kurti, spoke with French President Emmanuel Macron.",
        "",
        [("Albin Kurti", None), ("Emmanuel Macron", "FRA")],
    ),
]


@pytest.mark.parametrize(("text", "source", "expected"), CASES, ids=[text[:40] for text, _, _ in CASES])
def test_actors_and_their_countries(find: Find, text: str, source: str, expected: list[tuple[str, str | None]]) -> None:
    found = actors_of(find(text, source=source))
    assert {name: found[name].country for name, _ in expected if name in found} == dict(expected)


STORY = (
    "Chinese Foreign Minister Wang Yi arrived in Jakarta on Monday. Wang met President Joko Widodo of Indonesia. "
    "He thanked his Russian counterpart Sergei Lavrov. The Chinese foreign minister left on Tuesday. "
    "The two leaders agreed to meet again. Both sides signed a memorandum. They smiled."
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Wang", [("Wang Yi", "CHN")]),
        ("He", [("Wang Yi", "CHN")]),
        ("Russian counterpart Sergei Lavrov", [("Sergei Lavrov", "RUS")]),
        ("Chinese foreign minister", [("Wang Yi", "CHN")]),
        ("The two leaders", [("Sergei Lavrov", "RUS"), ("Wang Yi", "CHN")]),
        ("Both sides", [("Sergei Lavrov", "RUS"), ("Wang Yi", "CHN")]),
        ("They", [("Sergei Lavrov", "RUS"), ("Wang Yi", "CHN")]),
    ],
)
def test_later_mentions_stand_for_those_before(find: Find, words: str, expected: list[tuple[str, str]]) -> None:
    assert said(find(STORY), words) == expected


def test_a_country_that_the_text_does_not_give_is_inferred(find: Find) -> None:
    found = actors_of(find("Finance Minister Rosa Wekesa met Kenya's farmers.", source="The Star (Kenya)"))
    assert (found["Rosa Wekesa"].country, found["Rosa Wekesa"].inferred) == ("KEN", True)


def test_a_surname_is_the_leaders_of_the_time(find: Find) -> None:
    text = "The widow of President Kim Dae-jung spoke. Kim Jong Un met Moon Jae-in of South Korea. Kim agreed."
    assert said(find(text, published="2018-05-01"), "Kim") == [("Kim Jong Un", "PRK")]


@pytest.mark.parametrize(
    ("text", "source", "name", "country"),
    [
        (
            "Foreign Minister Annalena Baerbock and Culture Minister Lena Vogt met Nigeria's envoys.",
            "Punch (Nigeria)",
            "Lena Vogt",
            "DEU",
        ),
        (
            "President Joe Biden and Prime Minister Sato Ichiro spoke of Japan's navy.",
            "The White House",
            "Sato Ichiro",
            "JPN",
        ),
    ],
)
def test_ministers_listed_after_a_leader(find: Find, text: str, source: str, name: str, country: str) -> None:
    assert actors_of(find(text, source=source, published="2022-07-01"))[name].country == country


def test_a_head_of_state_is_known_by_the_surname_where_the_country_is_spoken_of(find: Find) -> None:
    text = "South Korea welcomed envoys. South Korean troops left. Moon and Kim talked. South Korea was glad of it."
    found = actors_of(find(text, title="South Korea talks to North Korea", published="2018-06-01"))
    assert found["Moon"].country == "KOR"


@pytest.mark.parametrize("words", ["North America", "the South China Sea", "Latin American people"])
def test_names_that_begin_with_a_country_are_none(find: Find, words: str) -> None:
    assert actors_of(find(f"Ministers agreed on {words} with one another.")) == {}


@pytest.mark.parametrize("words", ["The trade ministers", "The foreign ministers", "Ministers"])
def test_plain_ministers_are_nobody_of_the_home_country(find: Find, words: str) -> None:
    assert actors_of(find(f"{words} agreed on a text.", source="NPR")) == {}


def test_groups_of_many_countries_have_none(find: Find) -> None:
    assert "African presidents" not in actors_of(find("African presidents met.", source="The Star (Kenya)"))


def test_a_text_without_end_is_read_in_time(find: Find) -> None:
    phrase = "Foreign Minister of Finance and Trade, John Smith of Pakistan's Ministry, and "
    assert "John Smith" in actors_of(find(phrase * 400))


def test_outlets_do_not_act(find: Find) -> None:
    found = actors_of(find("Iran will sign, Reuters reported, and the BBC said so too.", source="Reuters"))
    assert {actor.name for actor in found.values()} == {"Iran"}


def test_we_is_nobody(find: Find) -> None:
    assert actors_of(find("We will meet them soon.")) == {}


def test_mentions_cover_title_and_name_and_say_how(find: Find) -> None:
    [(parse, mentions)] = find("US Ambassador to Kenya Meg Whitman met Raila Odinga.")
    first = mentions[0]
    assert (first.first, parse.tokens[first.last].text, first.how) == (0, "Whitman", Resolution.TITLE)
    assert first.actors[0] == Actor(
        name="Meg Whitman", kind=ActorKind.PERSON, role="Ambassador to Kenya", country="USA"
    )


def test_the_same_input_gives_the_same_actors(find: Find) -> None:
    assert find(STORY) == find(STORY)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param(
            "Donald Trump will meet Kim Jong Un. The Trump-Kim summit is in Oslo.",
            "Trump-Kim",
            [("Donald Trump", "USA"), ("Kim Jong Un", "PRK")],
            id="surnames",
        ),
        pytest.param(
            "The Donald Trump-Putin talks are in Oslo. Russian President Vladimir Putin is there.",
            "Donald Trump-Putin",
            [("Donald Trump", "USA"), ("Vladimir Putin", "RUS")],
            id="a full name first",
        ),
        pytest.param(
            "North Korea lies beside North Korea. North Korea has Kim Jong-un.",
            "Kim Jong-un",
            [("Kim Jong-un", "PRK")],
            id="a leader's name",
        ),
        pytest.param(
            "President Hassan Sheikh of Somalia met Somali adviser Omar Sheikh-Ali. Then Sheikh-Ali spoke.",
            "Sheikh-Ali",
            [("Omar Sheikh-Ali", "SOM")],
            id="one person's name",
        ),
    ],
)
def test_two_people_joined_by_a_hyphen(
    find: Find, text: str, words: str, expected: list[tuple[str, str | None]]
) -> None:
    assert said(find(text), words) == expected
