"""What things are called: names that follow from what is named, so that the same thing has the same one everywhere.

naming     normalised text, and the ids made of it
urls       an article's address without what may differ between two of one page
blocks     a mention's key: where the mentions of one event meet
identity   the ids of articles, mentions and events
"""
