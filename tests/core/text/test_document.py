import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Article
from streams.core.lexicon.boilerplate import PATTERNS, boilerplate
from streams.core.text.document import make_document
from streams.core.text.markup import mask
from streams.core.text.model import Document, SentenceKind

FIRST = "Minister Ana Roe arrived in Quito on Tuesday for talks about fishing with her counterpart."
SECOND = "The two sides signed a memorandum on coast guards, said a statement of the ministry."


def read(text: str, title: str = "", source: str = "", published: str | None = None) -> Document:
    return make_document(
        Article.model_validate({"id": "a", "text": text, "title": title, "source": source, "published": published})
    )


def sentences(document: Document, kind: SentenceKind = SentenceKind.BODY) -> list[str]:
    return [sentence.text for sentence in document.sentences if sentence.kind is kind]


def test_a_scraped_page_gives_the_report_alone() -> None:
    page = "\n\n".join(
        [
            "Open Menu",
            "Home > News > World",
            "Ecuador and Peru sign fishing pact",
            "Jane Doe (@janedoe) Published May 09, 2024 | 08:09 PM",
            "Share Tweet Email",
            FIRST,
            "Advertisement",
            "Read more: Ten facts about tuna",
            SECOND,
            "EXA/xyz",
            "Related Stories",
            "Minister visits Lima to open a bridge",
            "Comments",
            "I think that this is a very good agreement for all of us, really.",
        ]
    )
    document = read(page, title="Ecuador and Peru sign fishing pact")
    assert sentences(document) == [FIRST, SECOND]
    assert sentences(document, SentenceKind.HEADLINE) == ["Ecuador and Peru sign fishing pact"]
    assert str(document.published) == "2024-05-09"


def test_markup_is_no_part_of_sentences() -> None:
    text = f'<img alt="" src="https://example.org/a.jpg" /><p>{FIRST}</p>\n<p><strong>{SECOND}</strong></p>'
    assert sentences(read(text)) == [FIRST, SECOND]


def test_scripts_and_styles_are_no_text() -> None:
    page = (
        f"<style>p {{ color: red }}</style><script>var a = 'He signed. She left.';</script><p>{FIRST}</p><script>open"
    )
    assert sentences(read(page))[0] == FIRST


def test_a_caption_is_told_by_its_credit() -> None:
    document = read(f"Ministers Roe and Doe at the port of Guayaquil\n(Photo: Jane Doe/AP)\n{FIRST}\n{SECOND}")
    assert sentences(document, SentenceKind.CAPTION) == ["Ministers Roe and Doe at the port of Guayaquil"]
    assert sentences(document) == [FIRST, SECOND]


TEASERS = [
    "Prime Minister Joe Doe receives the ambassador of Chad at his office in ...",
    "President Jane Roe arrived in Lima on Sunday on a two-day visit and…",
    "Finance Minister Max Moe signed an agreement with the bank on Friday in ...",
]


def test_teasers_of_other_stories_are_no_part_of_the_report() -> None:
    assert sentences(read("\n".join([FIRST, SECOND, *TEASERS[:2]]))) == [FIRST, SECOND]
    assert sentences(read("\n".join([FIRST, TEASERS[0], "2 hours ago", TEASERS[1], "World"]))) == [FIRST]
    assert sentences(read("\n".join([FIRST, *TEASERS, SECOND]))) == [FIRST, SECOND]


def test_a_report_may_break_off() -> None:
    thought = "He thought for a while about the fish in the bay, and then ..."
    assert sentences(read(f"{FIRST}\n{thought}")) == [FIRST, thought]
    assert sentences(read(f"{FIRST}\n{thought}\n{thought}\n{SECOND}")) == [FIRST, thought, thought, SECOND]
    assert sentences(read("\n".join(TEASERS))) == TEASERS


def test_lists_are_part_of_the_report_and_their_marks_are_not() -> None:
    document = read(f"{FIRST} They agreed on:\n\n• Patrols along the coast\n\n• A joint training centre\n\n{SECOND}")
    assert sentences(document)[-3:] == ["Patrols along the coast", "A joint training centre", SECOND]


def test_lines_broken_in_mid_sentence_are_joined() -> None:
    broken = FIRST.replace("about fishing", "about\nfishing")
    assert sentences(read(f"{broken}\n{SECOND}")) == [broken, SECOND]


SIGN_OFFS = ["—Reuters", "(Reporting by Jane Roe; Editing by John Doe)", "(AFP)", "(Quito/May9/2024)", "/ENDS"]


@pytest.mark.parametrize("sign_off", SIGN_OFFS)
def test_sign_offs_are_taken_off(sign_off: str) -> None:
    assert sentences(read(f"{FIRST} {SECOND} {sign_off}")) == [FIRST, SECOND]


def test_the_dateline_says_where_here_is() -> None:
    document = read(f"LIMA, May 8 (EXA) -- {FIRST}", published="2024-05-09")
    assert document.dateline is not None
    assert (document.dateline.place.city, str(document.dateline.day)) == ("Lima", "2024-05-08")
    assert sentences(document) == [FIRST]


def test_published_is_the_day_in_the_zone_given() -> None:
    assert str(read(FIRST, published="2024-05-09T00:30:00+05:00").published) == "2024-05-09"
    assert str(read(FIRST, published="2024-05-09").published) == "2024-05-09"
    assert read(FIRST).published is None


PAGES = [
    (f"Published May 09, 2024\n{FIRST}", None, "2024-05-09"),
    (f"Wednesday, May 8, 2024\n{FIRST}", None, "2024-05-08"),
    (FIRST, "https://example.org/news/2024/05/09/pact", "2024-05-09"),
    (f"LIMA, May 9, 2024 (EXA) -- {FIRST}", None, "2024-05-09"),
    (FIRST, "https://example.org/pact-20240509.html", "2024-05-09"),
    (FIRST, "https://example.org/news/20249999", "None"),
    (f"{FIRST} It was signed on 7 May 2024.", None, "None"),
]


@pytest.mark.parametrize(("text", "url", "day"), PAGES)
def test_a_missing_day_of_publication_is_looked_for(text: str, url: str | None, day: str) -> None:
    assert str(make_document(Article(id="a", text=text, url=url)).published) == day


def test_a_page_without_line_breaks_is_taken_apart() -> None:
    page = (
        "Pact signed - Example NewsHomeNewsSportMore menuSearch ExampleHomeNewsSportWeatherClose menuExample News"
        + (f"MenuShare page{FIRST}Image source, Example{SECOND}" * 8)
    )
    assert FIRST in sentences(read(page))
    assert SECOND in sentences(read(page))


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row.example[:40])
def test_every_pattern_of_boilerplate_knows_its_example(row: object) -> None:
    reads = row.example.endswith(".") and len(row.example.split()) > 5  # type: ignore[attr-defined]
    assert boilerplate(row.example, reads_as_sentence=reads) is row.kind  # type: ignore[attr-defined]


PROSE = [
    "At 3:30 p.m. the president received the envoy of Chad.",
    "The president may have contributed to the delay of the talks.",
    "The ministry has people signing up for the new service.",
    "(c) The committee shall meet twice a year in Geneva.",
    "The two ministers will follow the talks on Facebook's taxes.",
    "Governor Roe (R) of the state met the envoy of Chad on Monday.",
    "Share prices fell after the minister's visit to the port.",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_boilerplate(text: str) -> None:
    assert boilerplate(text, reads_as_sentence=True) is None


PIECES = st.sampled_from(
    [FIRST, SECOND, "<p>", "</p>", "&amp;", "\n", "\n\n", "Share", " ", "•", "Comments", "LIMA (EXA) - "]
)


@given(st.lists(PIECES | st.text(max_size=20), max_size=20).map("".join).filter(str.strip))
def test_every_sentence_is_a_slice_of_the_text(text: str) -> None:
    last = 0
    for sentence in read(text).sentences:
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.start >= last
        last = sentence.end


@given(st.text(alphabet="<p>/&amp;# x27\"'\n\u00a0", max_size=200))
def test_masking_keeps_every_place(text: str) -> None:
    assert len(mask(text)) == len(text)


PATHOLOGICAL = ["a", "A. ", "<", "<p", "&#", "Share ", "\n", "- ", "(Reporting by ", "A, ", "By A ", "“", "Mon 1 "]


@pytest.mark.parametrize("piece", PATHOLOGICAL)
def test_the_longest_text_is_read_in_bounded_time(piece: str) -> None:
    text = (piece * 200_000)[:199_990] + " The end."
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 10
