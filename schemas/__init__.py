"""The published language of Communiqué: what its topics carry.

Imports pydantic and the standard library only, so that anyone can depend on it. Every model ignores unknown
fields on reading (a newer writer never breaks an older reader) and is frozen.
"""
