import pytest

from streams.app import create_app
from streams.settings import Settings
from streams.shell import worker
from streams.shell.brokers import free_port
from streams.shell.errors import BrokerError


def test_a_worker_without_a_broker_says_so_in_one_sentence() -> None:
    settings = Settings(bootstrap_servers=f"127.0.0.1:{free_port()}", metrics_port=0)
    with pytest.raises(BrokerError, match=r"no Kafka broker answers at 127\.0\.0\.1"):
        worker.run(create_app, settings)
