"""The README's example of an event is what its sentence gives."""

import json
import re
from pathlib import Path

from schemas.article import Article
from streams.core.extraction.extractor import Extractor

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
EXAMPLE = re.compile(
    r'From \*"(?P<text>.+?)"\*, published on\s(?P<day>[\d-]+):\s+```json\n(?P<event>.+?)```', re.DOTALL
)


def test_the_event_of_the_readme_is_found_in_its_sentence() -> None:
    example = EXAMPLE.search(README)
    assert example is not None
    said = {name: value for name, value in json.loads(example["event"]).items() if name != "…"}
    article = Article.model_validate({"text": example["text"], "published": example["day"]})
    (found,) = Extractor.load().extract([article])[0].findings
    given = found.model_dump(mode="json")
    given["actors"] = [{name: actor[name] for name in said["actors"][0]} for actor in given["actors"]]
    assert {name: given[name] for name in said} == said
