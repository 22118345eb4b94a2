"""Kafka as a client sees it.

clients          consumers, producers and admin clients with the settings' security
preflight        the TLS and SASL handshakes alone, and why a broker refuses them
rights           what we are not allowed to do, in one sentence
topics           creates topics and holds them to their configuration
reading_topics   reads topics without a consumer group
sending          sends records and waits until they are durable
header_names     names of record headers that are not UTF-8
embedded         the embedded broker, for a first look and for tests
"""
