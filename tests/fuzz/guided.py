"""make fuzz-guided: atheris against the edge and the extractor; it varies the inputs that reached new code.

`make fuzz` draws hostile inputs at random; this finds its own. Exits with other than 0 at the first that breaks what
must hold, and libFuzzer then names the file that holds it.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["streams.core", "schemas"]):
    from schemas.article import Article
    from streams.core.extraction.extractor import Extractor
    from tests.fuzz.bounds import Slowest, tried_at_the_edge, tried_by

EXAMPLES = Path(__file__).parents[2] / "schemas" / "examples" / "articles"
MAX_BYTES, MAX_CHARS = 4_096, 2_000
SECONDS, MEMORY_MB = 20, 2_500
"""Of one input: beyond either, libFuzzer ends the run."""


def main() -> None:
    """Fuzz; ends the process."""
    parser = argparse.ArgumentParser(prog="make fuzz-guided", description=__doc__)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    extractor, edge, reading = Extractor.load(), Slowest(), Slowest()

    def one(data: bytes) -> None:
        read = tried_at_the_edge(data, None, edge)
        if isinstance(read, Article) and len(read.text) <= MAX_CHARS:
            tried_by(extractor, read, reading)
        if edge.tried == options.runs:
            sys.stdout.write(f"{edge.tried:,} records, of which {reading.tried:,} articles were extracted\n")
            sys.stdout.flush()

    with TemporaryDirectory() as folder:
        for number, path in enumerate(sorted(EXAMPLES.glob("*.json"))):
            Path(folder, str(number)).write_bytes(path.read_bytes())
        limits = [f"-max_len={MAX_BYTES}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEMORY_MB}", f"-seed={options.seed}"]
        atheris.Setup([sys.argv[0], f"-runs={options.runs}", "-print_final_stats=1", *limits, folder], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
