"""Input formats: files of people become articles, or rejects that say where and why.

An adapter is a function (stream, name, limits) -> items; each item says where it stood. To add a format: write one
file with such a function and name it in `formats.FORMATS`.

formats         every format, and which one a file has
item            what an adapter yields: an article or a reject, and its place in the file
json_lines      one article a line
json_document   one article, or an array of them
web_page        a saved HTML page
page_text       the text of a page, as scrapers leave it
"""

from streams.shell.articles.adapters.formats import Format, read_files
from streams.shell.articles.adapters.item import Item, Origin

__all__ = ["Format", "Item", "Origin", "read_files"]
