import pytest

from tests.shell.agents.house import House


@pytest.fixture
async def house() -> House:
    return House()
