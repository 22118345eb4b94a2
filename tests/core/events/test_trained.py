import json

import pytest

from streams.core.extraction.learned.models import WeightsError, load_models, models_as_data, models_from_data, names_of

KINDS = {"visit", "meeting", "commitment", "agreement"}


def test_models_of_every_stage_are_shipped() -> None:
    models = load_models()
    named = names_of(models.scorers)
    assert named.keys() > {f"same.{kind}" for kind in KINDS}
    assert [name for name, model in named.items() if not (model.weights or model.trees)] == []
    assert models.scorers.party.trees


@pytest.mark.parametrize(("group", "name"), [("judges", "same.visit"), ("judges", "date"), ("networks", "part")])
def test_weights_without_a_model_are_refused_by_its_name(group: str, name: str) -> None:
    data = json.loads(json.dumps(models_as_data(load_models())))
    del data[group][name]
    with pytest.raises(WeightsError, match=f"lack the model '{name}'"):
        models_from_data(data)


def test_weights_that_are_written_and_read_are_the_same() -> None:
    data = json.loads(json.dumps(models_as_data(load_models())))
    assert json.loads(json.dumps(models_as_data(models_from_data(data)))) == data


def test_networks_answer_for_every_type() -> None:
    networks = load_models().networks
    assert networks.report.heads.keys() == KINDS
    assert networks.part.heads.keys() == KINDS | {"recipient visit", "recipient commitment"}
