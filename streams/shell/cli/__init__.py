"""The command line: one file per command, thin over the shell and the core.

To add a command: write one file with a function, and name it in `program.COMMANDS` (or make a group, as `topics` is).
A command imports what is heavy when it runs, so that `communique --help` answers at once.

program   all commands, the options that they share, and how errors end them

Commands, each in the file of its name:
articles      publish; extract, explain, evaluate (without Kafka)
stream        worker, topics, broker, doctor, monitor
results       tail, counts, trace, history, verify, web, demo
operations    dead_letters, losses, archive (and restore), reread, rebuild, switch

What they share:
session             the settings, and the application made from them
inputs, days        arguments for files of articles; options for days and types of events
output, lines       stdout and stderr, safe for terminals; a record as text or JSON
explained           the output of explain
evaluation_tables   the output of evaluate
differences         the output of rebuild and switch: counts of two versions compared
demo_page           the output of demo
interruption        ended by a signal
exit_codes          what each exit code means
"""

from streams.shell.cli.program import build, run

__all__ = ["build", "run"]
