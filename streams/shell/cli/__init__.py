"""The command line: one file per command, thin over the shell and the core.

To add a command: write one file with a function, and name it in `program.COMMANDS` (or make a group, as `topics` is).
A command imports what is heavy when it runs, so that `communique --help` answers at once.
"""

from streams.shell.cli.program import build, run

__all__ = ["build", "run"]
