"""What can go wrong outside the program, said in one sentence, and what to do about it.

CommuniqueError        something outside the program prevents the work
├── BrokerError        Kafka cannot be reached, does not answer in time, or refuses
└── UsageError         a mistake of the person who runs the program: a wrong value, a missing file
"""


class CommuniqueError(Exception):
    """Something outside the program prevents the work. The message says what and where; `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class BrokerError(CommuniqueError):
    """Kafka cannot be reached, does not answer in time, or refuses."""


class UsageError(CommuniqueError):
    """A mistake of the person who runs the program."""
