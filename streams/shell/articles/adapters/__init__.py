"""Input formats: files of people become articles, or rejects that say where and why.

An adapter is a function (stream, name, limits) -> items; each item says where it stood. To add a format: write one
file with such a function and name it in `formats.FORMATS`.
"""

from streams.shell.articles.adapters.formats import Format, read_files
from streams.shell.articles.adapters.item import Item, Origin

__all__ = ["Format", "Item", "Origin", "read_files"]
