"""The preflight check of a broker: the TLS and SASL handshakes alone, before a client is made.

kafka-python tries a broker that refuses it for seconds, with its reasons in a log only. Here each refusal becomes one
sentence at once. The two requests are of Kafka's protocol, stable since 2018: SaslHandshake 1 and SaslAuthenticate 0
(https://kafka.apache.org/protocol.html). A broker that answers neither is left to the client to find out about.
"""

import socket
import ssl
import struct
from typing import Any

from kafka.net.sasl import get_sasl_mechanism

from streams.settings import SecurityProtocol, Settings
from streams.shell.errors import BrokerError, UsageError

SECONDS = 3.0
"""How long we wait for a connection, and for each answer."""

_SASL_HANDSHAKE, _SASL_AUTHENTICATE = (17, 1), (36, 0)
_OK, _UNSUPPORTED_MECHANISM, _ILLEGAL_STATE = 0, 33, 34
_TLS_ALERT = b"\x15\x03"
_MAX_ANSWER = 1 << 20
_HOSTNAME_MISMATCH, _IP_MISMATCH = 62, 64
"""OpenSSL's X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH."""
_WITHOUT_TLS = {SecurityProtocol.SSL: "PLAINTEXT", SecurityProtocol.SASL_SSL: "SASL_PLAINTEXT"}
_WITH_TLS = {"PLAINTEXT": "SSL, or SASL_SSL with a user name", "SASL_PLAINTEXT": "SASL_SSL"}
CREDENTIALS = "check KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD"
_USER = "KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD"
_CERTIFICATE = "set KAFKA_SSL_CERTFILE and KAFKA_SSL_KEYFILE to a certificate that it trusts, and its key"


class _DisconnectedError(OSError):
    """The broker ended the connection."""


def handshake(host: str, port: int, settings: Settings) -> None:
    """Connect, do the TLS and SASL handshakes as the settings say, and disconnect.

    Raises OSError where nothing listens, UsageError where a certificate cannot be read, BrokerError where the broker
    refuses us or we must not trust it.
    """
    context = tls(settings)
    at = f"the broker at {host}:{port}"
    with socket.create_connection((host, port), SECONDS) as plain:
        if context is None:
            _negotiate_sasl(plain, settings, at)
            return
        with _encrypted(plain, context, host, settings, at) as connection:
            _negotiate_sasl(connection, settings, at)


def tls(settings: Settings) -> ssl.SSLContext | None:
    """Make the TLS context of the settings. Raises UsageError that names the file which cannot be used."""
    files = {"CAFILE": settings.ssl_cafile, "CERTFILE": settings.ssl_certfile, "KEYFILE": settings.ssl_keyfile}
    for name, path in files.items():
        try:
            if settings.uses_tls and path is not None:
                path.read_bytes()
        except OSError as error:
            raise UsageError(f"setting KAFKA_SSL_{name}: {path}: {error.strerror}", "correct its path") from error
    try:
        return settings.ssl_context()
    except (ssl.SSLError, ValueError) as error:
        hint = "KAFKA_SSL_CAFILE, KAFKA_SSL_CERTFILE and KAFKA_SSL_KEYFILE must be PEM files, the last two a pair"
        if settings.ssl_certfile:
            hint += "; an encrypted key needs KAFKA_SSL_KEY_PASSWORD"
        reason = getattr(error, "reason", None) or "they are not what they should be"
        raise UsageError(f"the certificates for the broker cannot be used: {reason}", hint) from error


def _encrypted(plain: socket.socket, context: ssl.SSLContext, host: str, settings: Settings, at: str) -> ssl.SSLSocket:
    try:
        return context.wrap_socket(plain, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        raise _certificate_untrusted(error, at) from error
    except TimeoutError as error:
        raise BrokerError(f"{at} did not answer to TLS in time", _no_tls(settings)) from error
    except ssl.SSLError as error:
        if "ALERT" in (error.reason or ""):
            raise _certificate_rejected(error, at) from error
        raise BrokerError(f"{at} does not speak TLS", _no_tls(settings)) from error
    except OSError as error:
        raise BrokerError(f"{at} does not speak TLS", _no_tls(settings)) from error


def _certificate_untrusted(error: ssl.SSLCertVerificationError, at: str) -> BrokerError:
    if error.verify_code in (_HOSTNAME_MISMATCH, _IP_MISMATCH):
        hint = "use a name of the certificate in KAFKA_BOOTSTRAP_SERVERS"
        return BrokerError(f"the certificate of {at} is for another name", hint)
    hint = "set KAFKA_SSL_CAFILE to the certificate of the authority that signed it"
    return BrokerError(f"the certificate of {at} is not trusted: {error.verify_message}", hint)


def _certificate_rejected(error: ssl.SSLError, at: str) -> BrokerError:
    reason = (error.reason or "").partition("ALERT_")[2].replace("_", " ").lower()
    return BrokerError(f"{at} does not accept our certificate, or misses one: {reason}", _CERTIFICATE)


def _no_tls(settings: Settings) -> str:
    plain = _WITHOUT_TLS[settings.security_protocol]
    return f"check the port in KAFKA_BOOTSTRAP_SERVERS, or set KAFKA_SECURITY_PROTOCOL={plain}"


def _negotiate_sasl(connection: socket.socket, settings: Settings, at: str) -> None:
    """Negotiate the SASL mechanism and authenticate; a broker without access control says that it has none."""
    mechanism = settings.sasl_mechanism.value
    try:
        answer = _request(connection, _SASL_HANDSHAKE, _string(mechanism), settings, at)
    except TimeoutError:
        return
    except (_DisconnectedError, ConnectionError) as error:
        if settings.uses_tls:
            raise BrokerError(f"{at} ended the connection after TLS began", _CERTIFICATE) from error
        return
    (code,), offered = struct.unpack_from(">h", answer), _strings(answer[2:])
    asks = code == _OK or (code == _UNSUPPORTED_MECHANISM and mechanism not in offered)
    if not asks:  # the embedded broker refuses every mechanism and names it as its only one: it asks for none
        _reject_needless_credentials(code, settings, at)
    elif not settings.uses_sasl:
        hint = f"set KAFKA_SECURITY_PROTOCOL={'SASL_SSL' if settings.uses_tls else 'SASL_PLAINTEXT'}, {_USER}"
        raise BrokerError(f"{at} asks for a user name and a password", hint)
    elif code == _UNSUPPORTED_MECHANISM:
        hint = f"set KAFKA_SASL_MECHANISM to one of: {', '.join(offered)}"
        raise BrokerError(f"{at} does not offer {mechanism}", hint)
    else:
        _authenticate(connection, settings, at)


def _reject_needless_credentials(code: int, settings: Settings, at: str) -> None:
    if code == _ILLEGAL_STATE and settings.uses_sasl:
        hint = f"set KAFKA_SECURITY_PROTOCOL={'SSL' if settings.uses_tls else 'PLAINTEXT'}"
        raise BrokerError(f"{at} asks for no user name and password", hint)


def _authenticate(connection: socket.socket, settings: Settings, at: str) -> None:
    """Prove who we are, in as many steps as the mechanism has."""
    refused = BrokerError(f"{at} does not accept the credentials of user {settings.sasl_username}", CREDENTIALS)
    mechanism = get_sasl_mechanism(settings.sasl_mechanism.value)(host="", **settings.client_options())
    try:
        while not mechanism.is_done():
            answer = _request(connection, _SASL_AUTHENTICATE, _bytes(mechanism.auth_bytes()), settings, at)
            (code,) = struct.unpack_from(">h", answer)
            if code != _OK:
                raise refused
            mechanism.receive(_token(answer))
    except _DisconnectedError as error:
        raise refused from error
    except ValueError as error:  # the broker does not know our password: it is not ours
        raise refused from error
    if not mechanism.is_authenticated():
        raise refused


def _request(connection: socket.socket, api: tuple[int, int], body: bytes, settings: Settings, at: str) -> bytes:
    """Send a request and return what follows the header of its answer."""
    message = struct.pack(">hhi", *api, 1) + _string("communique") + body
    try:
        connection.sendall(_bytes(message))
        size = _receive(connection, 4)
        if size.startswith(_TLS_ALERT):
            raise _speaks_tls(settings, at)
        return _receive(connection, min(_MAX_ANSWER, struct.unpack(">i", size)[0]))[4:]
    except ssl.SSLError as error:
        if "ALERT" not in (error.reason or ""):
            raise _DisconnectedError("the broker ended the connection") from error
        raise _certificate_rejected(error, at) from error


def _speaks_tls(settings: Settings, at: str) -> BrokerError:
    protocol = _WITH_TLS[settings.security_protocol.value]
    return BrokerError(f"{at} speaks TLS", f"set KAFKA_SECURITY_PROTOCOL={protocol}, or check the port")


def _receive(connection: socket.socket, size: int) -> bytes:
    received = b""
    while len(received) < size:
        part = connection.recv(size - len(received))
        if not part:
            raise _DisconnectedError("the broker ended the connection")
        received += part
    return received


def _string(text: str) -> bytes:
    raw = text.encode()
    return struct.pack(">h", len(raw)) + raw


def _bytes(raw: Any) -> bytes:  # noqa: ANN401 - kafka-python ships no types
    return struct.pack(">i", len(raw)) + bytes(raw)


def _strings(raw: bytes) -> list[str]:
    (count,), at, found = struct.unpack_from(">i", raw), 4, []
    for _ in range(count):
        (length,) = struct.unpack_from(">h", raw, at)
        found.append(raw[at + 2 : at + 2 + length].decode())
        at += 2 + length
    return found


def _token(answer: bytes) -> bytes:
    """Return the bytes for the mechanism: they follow the code and a message, which may be null."""
    (length,) = struct.unpack_from(">h", answer, 2)
    at = 4 + max(0, length)
    (size,) = struct.unpack_from(">i", answer, at)
    return answer[at + 4 : at + 4 + size]
