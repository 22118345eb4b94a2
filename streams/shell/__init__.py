"""Everything that touches the world. Imports point one way, from the beginning of this list to its end.

cli          the commands
demo, web    the demonstration; the live page and the API
operations   monitor (looks from outside), checkup (what is needed and whether it is there), losses (deleted unread)
history      what the log says: recorded, verify, provenance; rereading, rebuilding, switching, replaying, archive
agents       intake, read, ledger, count
articles     files of articles: adapters for their formats, publishing; extracting and gold without a stream
stream       a worker and what it is made of: application, pool of processes that extract, heartbeat, processing log
engine       what Faust does not do by itself for exact counts
monitoring   how it is: metrics, health, probes, logs; lag
broker       Kafka: clients and why it refuses them, topics, reading and sending; the embedded broker
records      records as plain values, and how their values and headers are written: codec, cloudevents, dead_letters
errors       what can go wrong, for all of them
"""
