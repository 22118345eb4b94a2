"""Ids and keys that follow from the content alone, so that the same thing has the same one everywhere.

naming     normalised text, and the UUIDv5 made of it
urls       an article's address without what may differ between two of one page
blocks     a mention's partition key: the mentions of one event meet under it
ids        the ids of articles, mentions and events
"""
