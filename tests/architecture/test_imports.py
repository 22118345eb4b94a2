"""Importing the core does no work: whoever reads the state or names a type waits for no parser and no model."""

import json
import pkgutil
import subprocess
import sys

import streams.core

WITH_THE_PARSER = {"streams.core.extraction.syntax.parser", "streams.core.extraction.syntax.transitions"}
"""Those that an extractor imports when it is loaded, for they are made of spaCy's parts."""
HEAVY = ("spacy", "thinc", "sklearn", "trafilatura", "faust", "aiokafka")
MAX_MEGABYTES = 100
"""Measured: 59 for all of the core, 34 of them for pydantic and 12 for numpy; spaCy alone adds 150."""

PROGRAM = """
import importlib, json, os, pathlib, resource, subprocess, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
from streams.core.text import language
if sys.platform == "linux":  # ru_maxrss knows the parent's peak as well
    pages = int(pathlib.Path("/proc/self/statm").read_text().split()[1])
    kilobytes = pages * resource.getpagesize() // 1024
else:
    kilobytes = int(subprocess.run(["ps", "-o", "rss=", "-p", str(os.getpid())], capture_output=True).stdout)
print(json.dumps({
    "modules": sorted(sys.modules),
    "megabytes": kilobytes // 1024,
    "languages": language._identifier.cache_info().currsize,
}))
"""


def modules() -> list[str]:
    found = pkgutil.walk_packages(streams.core.__path__, "streams.core.")
    return [module.name for module in found if module.name not in WITH_THE_PARSER]


def test_importing_all_of_the_core_loads_no_parser_and_no_model() -> None:
    command = [sys.executable, "-c", PROGRAM, *modules()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    said = json.loads(done.stdout)
    assert "streams.core.extraction.extractor" in said["modules"]
    assert [name for name in HEAVY if name in said["modules"]] == []
    assert said["languages"] == 0
    assert said["megabytes"] < MAX_MEGABYTES
