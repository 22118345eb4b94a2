from streams.core.extraction.attributes.meeting_mode import ASKED
from streams.core.extraction.learned.models import load_models

KINDS = {"visit", "meeting", "commitment", "agreement"}


def test_models_of_every_stage_are_shipped() -> None:
    models = load_models()
    wanted = {f"same.{kind}" for kind in KINDS}
    wanted |= {f"mode.{mode.value}" for mode in ASKED}
    wanted |= {"triage", "planned", "ongoing", "date", "place", "amount", "sector", "event"}
    assert wanted <= models.judges.keys()
    assert all(models.judges[name].weights for name in wanted)
    assert models.judges["party"].trees


def test_networks_answer_for_every_type() -> None:
    networks = load_models().networks
    assert networks["report"].heads.keys() == KINDS
    assert networks["part"].heads.keys() == KINDS | {"recipient visit", "recipient commitment"}
