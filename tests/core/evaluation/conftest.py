import pytest

from streams.core.extraction.parsing import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()
