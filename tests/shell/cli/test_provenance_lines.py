"""How a mention is shown to people: each sentence once, with the rules that read it, and where its article stands."""

from streams.core.proof.oracle import Placed
from streams.shell.cli.trace import mention_lines, mention_object
from tests.core.state.building import MEETING, mention

SAID = mention(MEETING, "a", quote="They met.")
TWICE = SAID.model_copy(update={"evidence": (*SAID.evidence, SAID.evidence[0].model_copy(update={"rule": "other"}))})
GONE = mention(MEETING, "a", version=(2, 1), op="retract")


def test_a_sentence_is_shown_once_with_its_rules() -> None:
    article, sentence = mention_lines(Placed(TWICE, 1, 5, "articles/3/7"))
    assert article == "- a (articles/3/7): Source of a | 2024-05-09 | revision 1"
    assert sentence == "  “They met.” [0:9, test, other]"


def test_a_retraction_shows_the_sentences_that_it_takes_back() -> None:
    lines = mention_lines(Placed(GONE, 1, 6), Placed(SAID, 1, 5))
    assert lines == ["- a (article unknown): Source of a | 2024-05-09 | revision 2", "  “They met.” [0:9, test]"]


def test_machines_get_every_piece_of_evidence_and_both_places() -> None:
    shown = mention_object(Placed(TWICE, 1, 5, "articles/3/7"))
    assert (shown["record"], shown["article_record"], shown["op"]) == ("mentions/1/5", "articles/3/7", "assert")
    assert [each["rule"] for each in shown["evidence"]] == ["test", "other"]
    assert mention_object(Placed(GONE, 1, 6))["article_record"] is None
