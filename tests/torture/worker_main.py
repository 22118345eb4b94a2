"""A worker process of one release: what `communique worker` runs, but for the parser."""

import sys
from functools import partial

from streams.app import create_app
from streams.settings import Settings
from streams.shell.errors import CommuniqueError
from streams.shell.stream.worker import run
from tests.torture.extractor import load

if __name__ == "__main__":
    try:
        sys.exit(run(lambda settings: create_app(settings, partial(load, int(sys.argv.pop(1)))), Settings()))
    except CommuniqueError as error:
        sys.stderr.write(f"{error} ({error.hint})\n")
        sys.exit(3)
