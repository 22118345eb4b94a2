"""What a reader of the topics shows: the newest state of events and counts, selected, laid out and described.

events        the newest state of each event
counts        the newest count of each cell
position      the offsets that were read, as one short text
selection     filters: which events a reader asks for
paging        pages of events, by cursor
description   an event in words
count_table   counts by sector, by actor, or by both
timeline      events by period and type
matrix        events by sector and actor, for the heat map
routes        visits by pair of countries
"""
