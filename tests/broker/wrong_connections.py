"""Ways of connecting that the secured Kafka refuses, or that we must, and what is said of each."""

from pathlib import Path

from tests.broker.certificates import Authority
from tests.broker.secured_commands import WRONG
from tests.broker.secured_kafka import Secured

OPEN, OTHER = "OPEN", "OTHER"
"""Stand for the listener without protection, and for an authority that signed nothing of the broker's."""
NOT_LET_IN = {
    "wrong password": ({"KAFKA_SASL_PASSWORD": WRONG}, "does not accept the credentials of user"),
    "wrong password in plain": (
        {"KAFKA_SASL_PASSWORD": WRONG, "KAFKA_SASL_MECHANISM": "PLAIN"},
        "does not accept the credentials of user",
    ),
    "unknown user": ({"KAFKA_SASL_USERNAME": "nobody"}, "does not accept the credentials of user nobody"),
    "a mechanism it lacks": ({"KAFKA_SASL_MECHANISM": "SCRAM-SHA-256"}, "does not offer SCRAM-SHA-256"),
    "untrusted certificate": ({"KAFKA_SSL_CAFILE": ""}, "is not trusted"),
    "another authority": ({"KAFKA_SSL_CAFILE": OTHER}, "is not trusted"),
    "plaintext": ({"KAFKA_SECURITY_PROTOCOL": "PLAINTEXT"}, "speaks TLS"),
    "password in plaintext": ({"KAFKA_SECURITY_PROTOCOL": "SASL_PLAINTEXT"}, "speaks TLS"),
    "no password": ({"KAFKA_SECURITY_PROTOCOL": "SSL"}, "asks for a user name and a password"),
    "TLS where there is none": ({"KAFKA_BOOTSTRAP_SERVERS": OPEN}, "does not speak TLS"),
    "a password where none is asked for": (
        {"KAFKA_BOOTSTRAP_SERVERS": OPEN, "KAFKA_SECURITY_PROTOCOL": "SASL_PLAINTEXT"},
        "asks for no user name and password",
    ),
}


def wrongly(secured: Secured, user: dict[str, str], wrong: dict[str, str], folder: Path) -> dict[str, str]:
    """The user's environment with something wrong in it; an empty value is none."""
    changed = user | wrong
    if changed["KAFKA_BOOTSTRAP_SERVERS"] == OPEN:
        changed["KAFKA_BOOTSTRAP_SERVERS"] = secured.setup.bootstrap_servers
    if changed["KAFKA_SSL_CAFILE"] == OTHER:
        changed["KAFKA_SSL_CAFILE"] = str(Authority(folder / "other", "other").certificate)
    return {name: value for name, value in changed.items() if value}
