"""A worker process with the fake extractor: what `communique worker` runs, but for the parser."""

import sys

from streams.app import create_app
from streams.settings import Settings
from streams.shell.errors import CommuniqueError
from streams.shell.stream.worker import run
from tests.broker.fake_extractor import load

if __name__ == "__main__":
    try:
        sys.exit(run(lambda settings: create_app(settings, load), Settings()))
    except CommuniqueError as error:
        sys.stderr.write(f"{error} ({error.hint})\n")
        sys.exit(3)
