import pytest

from streams.core.extraction.syntax.parser import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()
