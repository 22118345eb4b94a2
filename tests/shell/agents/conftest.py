import pytest

from tests.shell.agents.in_memory_stream import InMemoryStream


@pytest.fixture
async def stream() -> InMemoryStream:
    return InMemoryStream()
