"""Word lists and tables as data files, and their loaders.

tables                             reads the data files
countries, cities, organisations   places and bodies by every name that the press gives them
companies, outlets                 seats of companies, homes of outlets
roles, offices, leaders            words of offices; offices that few states have; who held one since 2010
given_names, person_names          names of people, and when two of them are one person's
currencies, gatherings, sectors    what money is called, where states gather, words of the sectors
boilerplate                          boilerplate of pages
words                              sets of words that rules look at, by name
"""
