import numpy as np
import pytest

from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.learned.networks import Network
from tools.training.networks import TrainingPlan, TrainingRow, fit_network, mean_with_linear

EITHER = [(("a",), 1), (("b",), 1), (("a", "b"), 0), ((), 0)]
"""One of two, but not both: what no linear model can tell."""
PLAN = TrainingPlan(hidden=16, epochs=60, batch=32, min_count=1)


def rows(head: str = "either", turned: bool = False) -> list[TrainingRow]:
    return [TrainingRow(names, head, label ^ turned, 1.0) for names, label in EITHER * 50]


def prediction(network: Network, head: str) -> list[bool]:
    return [network.probability(head, network.hidden_of(names)) > 0.5 for names, _ in EITHER]


@pytest.fixture(scope="module")
def learned() -> Network:
    return fit_network(rows() + rows("neither", turned=True), PLAN)


def test_it_learns_what_features_say_together(learned: Network) -> None:
    assert prediction(learned, "either") == [True, True, False, False]


def test_each_question_has_its_own_answer(learned: Network) -> None:
    assert prediction(learned, "neither") == [False, False, True, True]


def test_the_same_rows_give_the_same_network() -> None:
    one, other = fit_network(rows(), PLAN), fit_network(rows(), PLAN)
    assert one.rows == other.rows
    assert np.array_equal(one.table, other.table)


def test_few_rows_are_learned_too() -> None:
    few = [TrainingRow((name,), "is a", int(name == "a"), 1.0) for name in "abcdabcd"]
    network = fit_network(few, TrainingPlan(min_count=1))
    yes, no = (network.probability("is a", network.hidden_of(name)) for name in "ab")
    assert yes > 0.6 > 0.4 > no


def test_what_is_seldom_seen_is_left_out() -> None:
    network = fit_network(
        [*rows(), TrainingRow(("a", "once"), "either", 1, 1.0)], TrainingPlan(hidden=4, epochs=1, min_count=2)
    )
    assert "once" not in network.rows


def test_the_weight_of_a_row_counts() -> None:
    against = [TrainingRow((name,), "either", 0, 0.01) for name in "ab"] * 200
    assert prediction(fit_network(rows() + against, PLAN), "either")[:2] == [True, True]


def test_the_mean_with_a_linear_model_has_the_mean_of_their_log_odds(learned: Network) -> None:
    linear = {"either": LinearModel(0.5, {"a": 1.0, "new": -2.0}), "neither": LinearModel(-0.5, {"b": 1.0})}
    mean = mean_with_linear(learned, linear)
    for head, model in linear.items():
        for names in (("a",), ("a", "b"), ("b", "new"), ()):
            alone = learned.logit(head, learned.hidden_of(names))
            expected = (alone + model.logit(dict.fromkeys(names, 1.0))) / 2
            assert mean.logit(head, mean.hidden_of(names)) == pytest.approx(expected, abs=0.2)
