import json
from itertools import permutations

import numpy as np
import pytest

from streams.core.extraction.learned.networks import UNIT, Network, OutputHead, network_as_data, network_from

TABLE = np.array([[UNIT, 0, 3], [UNIT, UNIT // 2, -3], [-3 * UNIT // 2, 0, 0]], dtype=np.int8)
NETWORK = Network(
    {"a": 0, "b": 1, "c": 2},
    TABLE,
    np.array([-UNIT, 0], dtype=np.int32),
    {"both": OutputHead(-(UNIT**2), np.array([2 * UNIT, 0, 0])), "other": OutputHead(0, np.array([0, UNIT, UNIT]))},
)
"""The first sum is above zero only where a and b are there and c is not; the last may fall below zero."""


@pytest.mark.parametrize(
    ("names", "both", "other"),
    [
        pytest.param("", -1.0, 0.0, id="nothing"),
        pytest.param("a", -1.0, 3 / UNIT, id="one"),
        pytest.param("ab", 1.0, 0.5, id="together"),
        pytest.param("abc", -1.0, 0.5, id="not with a third"),
        pytest.param("b", -1.0, 0.5 - 3 / UNIT, id="the last sum counts below zero too"),
    ],
)
def test_features_speak_together(names: str, both: float, other: float) -> None:
    hidden = NETWORK.hidden_of(names)
    assert NETWORK.logit("both", hidden) == both
    assert NETWORK.logit("other", hidden) == other


def test_what_training_never_saw_adds_nothing() -> None:
    assert NETWORK.logit("both", NETWORK.hidden_of(["a", "unheard of", "b"])) == 1.0


def test_what_training_was_never_asked_is_answered_no() -> None:
    assert 0.0 < NETWORK.probability("unheard of", NETWORK.hidden_of("ab")) < 1e-9


def test_the_order_of_features_and_their_grouping_change_nothing() -> None:
    whole = NETWORK.logit("both", NETWORK.hidden_of("abc"))
    assert {NETWORK.logit("both", NETWORK.hidden_of(order)) for order in permutations("abc")} == {whole}
    assert NETWORK.logit("both", NETWORK.hidden_of("a") + NETWORK.hidden_of("bc")) == whole


def test_groups_are_added_up_and_judged_as_one_by_one() -> None:
    groups = ["ab", "", "unheard of", "cab"]
    hidden = NETWORK.hidden_of_each(groups)
    assert hidden.tolist() == [NETWORK.hidden_of(names).tolist() for names in groups]
    for head in ("both", "other", "unheard of"):
        alone = [NETWORK.probability(head, line) for line in hidden]
        assert NETWORK.probabilities([head] * len(hidden), hidden) == alone
    heads = ["both", "other", "both", "unheard of"]
    alone = [NETWORK.probability(head, line) for head, line in zip(heads, hidden, strict=True)]
    assert NETWORK.probabilities(heads, hidden) == alone
    assert NETWORK.hidden_by_key({"x": "ab", "y": "cab"}, ["y", "x", "y"]).tolist() == hidden[[3, 0, 3]].tolist()


def test_a_hundred_features_do_not_overflow() -> None:
    wide = Network(
        {str(n): n for n in range(100)},
        np.full((100, 1), 127, dtype=np.int8),
        np.zeros(1, dtype=np.int32),
        {"sure": OutputHead(0, np.array([100 * UNIT]))},
    )
    assert wide.hidden_of(map(str, range(100))).tolist() == [12_700]
    assert 0.999 < wide.probability("sure", wide.hidden_of(map(str, range(100)))) <= 1.0


def test_a_network_survives_its_file() -> None:
    again = network_from(json.loads(json.dumps(network_as_data(NETWORK))))
    assert (again.rows, again.heads.keys()) == (NETWORK.rows, NETWORK.heads.keys())
    for names in ("", "a", "ab", "abc"):
        for head in NETWORK.heads:
            assert again.logit(head, again.hidden_of(names)) == NETWORK.logit(head, NETWORK.hidden_of(names))
