import pytest

from streams.core.extraction.learned.linear import Features, LinearModel
from tools.training.fitting import fit, fit_choice, fit_trees, mean_of

ROWS: list[Features] = [{"met": 1.0, "x": 1.0}, {"met": 1.0}, {"target": 1.0, "x": 1.0}, {"target": 1.0}] * 5
LABELS = [1, 1, 0, 0] * 5


def test_learns_which_feature_tells() -> None:
    model = fit(ROWS, LABELS, strength=1.0)
    assert model.probability({"met": 1.0}) > 0.7 > 0.3 > model.probability({"target": 1.0})


def test_the_same_input_gives_the_same_model() -> None:
    assert fit(ROWS, LABELS) == fit(ROWS, LABELS)


def test_rare_features_are_left_out() -> None:
    model = fit([*ROWS, {"once": 1.0}], [*LABELS, 1])
    assert "once" not in model.weights


def test_labels_that_agree_make_a_constant() -> None:
    assert fit(ROWS, [0] * len(ROWS)).probability({"met": 1.0}) < 0.1
    assert fit([], []).weights == {}


def test_a_choice_prefers_the_right_option_of_each_group() -> None:
    near, far, none = {"near": 1.0}, {"far": 1.0}, {"none": 1.0}
    model = fit_choice([([far, near, none], 1, 1.0)] * 8, strength=1.0)
    assert model.logit(near) > max(model.logit(far), model.logit(none))
    assert fit_choice([], strength=1.0).weights == {}


def test_trees_learn_what_speaks_only_together() -> None:
    rows: list[Features] = [{"a": a, "b": b} for a in (0.0, 1.0) for b in (0.0, 1.0)] * 60
    labels = [int(row["a"] != row["b"]) for row in rows]
    model = fit_trees(rows, labels)
    assert model == fit_trees(rows, labels)
    assert [model.probability(row) > 0.5 for row in rows[:4]] == [False, True, True, False]
    assert fit_trees(rows, [1] * len(rows)).probability(rows[0]) > 0.9


def test_trees_heed_how_much_a_row_counts() -> None:
    rows: list[Features] = [{"a": 1.0}] * 100
    labels, weights = [1] * 50 + [0] * 50, [3.0] * 50 + [1.0] * 50
    assert fit_trees(rows, labels).probability(rows[0]) == pytest.approx(0.5, abs=0.01)
    assert fit_trees(rows, labels, weights).probability(rows[0]) == pytest.approx(0.75, abs=0.01)


def test_the_mean_of_two_models_has_the_mean_of_their_log_odds() -> None:
    linear = LinearModel(1.0, {"a": 2.0})
    trees = LinearModel(-0.5, {}, (("b", 0.5, -1.0, ("a", 0.0, 1.0, 3.0)), 0.5))
    both = mean_of(linear, trees)
    for row in ({}, {"a": 1.0}, {"b": 1.0}, {"a": 1.0, "b": 1.0}):
        assert both.logit(row) == (linear.logit(row) + trees.logit(row)) / 2
