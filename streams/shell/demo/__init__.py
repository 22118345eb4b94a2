"""The demonstration: an embedded broker, a worker, sample articles, and a page of what came of them.

run        publishes the samples, waits, reads the results, verifies the counts
samples    the articles, their later versions, and records that must be refused
settling   waits until every published record is accounted for
findings   the results, read from the topics like any consumer
"""
