"""What the program's exit code says."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes, the same for every command."""

    OK = 0
    """Done; the answer is yes."""
    NO = 1
    """Done; the answer is no: articles were refused, topics differ, counts are wrong, something is missing."""
    USAGE = 2
    """The command was not understood: an unknown option, a file that does not exist, a wrong setting."""
    TROUBLE = 3
    """Trouble with the world: no broker answers, or it refuses; a file cannot be read."""
    BUG = 70
    """A fault of this program (EX_SOFTWARE of sysexits.h)."""
    INTERRUPTED = 130
    """Ended by Ctrl-C."""


EPILOG = (
    "Exit codes: 0 done; 1 the answer is no (refused articles, a difference, a wrong count); 2 the command was not "
    "understood; 3 trouble with the world (no broker answers); 70 a fault of this program; 130 ended by Ctrl-C."
)
