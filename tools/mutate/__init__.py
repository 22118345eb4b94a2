"""Mutation testing: which decisions of a room no test holds (`make mutate ROOM=streams/core/linking`).

mutations    the mutants of a source file: operators and constants changed one at a time
nearest      the files of a room, and the tests that are to hold it
equivalent   mutants that change nothing that can be seen, each with its reason
warming      what the tests import apart from the room, imported once
trial        the nearest tests, run against one mutant in a forked process
campaign     trials side by side, each with a time limit
__main__     the command

Neither mutmut 3 nor cosmic-ray 8 fits: mutmut leaves out module constants and decorated functions, where our
thresholds, tables and properties are; cosmic-ray edits the files of the work tree and starts a process for each mutant,
which costs three seconds of imports.
"""
