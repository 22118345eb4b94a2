import json

import pytest

from streams.core.extraction.learned.linear import LinearModel, as_data, bucket, models_from


def test_unknown_features_weigh_nothing() -> None:
    model = LinearModel(0.0, {"a": 1.0})
    assert model.logit({"a": 2.0, "b": 5.0}) == 2.0
    assert model.probability({"b": 1.0}) == 0.5


def test_probability_never_overflows() -> None:
    assert 0.0 < LinearModel(-1e6, {}).probability({}) < LinearModel(1e6, {}).probability({}) <= 1.0


@pytest.mark.parametrize(("value", "expected"), [(0, 0), (1, 1), (2.5, 1), (3, 2), (99, 2)])
def test_bucket(value: float, expected: int) -> None:
    assert bucket(value, 1, 3) == expected


def test_models_from_json() -> None:
    assert models_from({"m": {"bias": 1.0, "weights": {"x": 2.0}}})["m"].logit({"x": 1.0}) == 3.0


TREES = LinearModel(0.5, {"a": 1.0}, (("a", 1.5, -2.0, ("b", 0.0, 4.0, 8.0)), 0.25))


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        pytest.param({"a": 1.0}, 0.5 + 1.0 - 2.0 + 0.25, id="up to the bound"),
        pytest.param({"a": 2.0, "b": 1.0}, 0.5 + 2.0 + 8.0 + 0.25, id="above both bounds"),
        pytest.param({"a": 2.0}, 0.5 + 2.0 + 4.0 + 0.25, id="a feature that is not told is 0"),
    ],
)
def test_trees_add_to_what_the_weights_say(features: dict[str, float], expected: float) -> None:
    assert TREES.logit(features) == expected


def test_several_rows_are_judged_as_one_by_one() -> None:
    rows = [{"a": 1.0}, {"a": 2.0, "b": 1.0}, {}]
    assert TREES.logits(rows) == [TREES.logit(row) for row in rows]
    assert TREES.probabilities(rows) == [TREES.probability(row) for row in rows]
    assert TREES.probabilities([]) == []


@pytest.mark.parametrize("leaf", [0.25, -3.0])
def test_a_tree_of_one_leaf_asks_for_nothing(leaf: float) -> None:
    assert LinearModel(1.0, {}, (leaf,)).logits([{"a": 9.0}, {}]) == [1.0 + leaf] * 2


@pytest.mark.parametrize("model", [TREES, LinearModel(1.0, {"x": 2.0})], ids=["trees", "weights"])
def test_a_model_survives_its_file(model: LinearModel) -> None:
    assert models_from(json.loads(json.dumps({"m": as_data(model)})))["m"] == model
