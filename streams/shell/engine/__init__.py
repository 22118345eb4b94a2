"""The engine: what Faust does not do by itself for exact counts.

    fetch ─ offsets ▶ batches ─ (agent) ▶ settle: records durable, then tables durable, then acknowledged

- `offsets`: no record is skipped and none is acknowledged before its turn.
- `consumer`: commits exactly what is settled.
- `losses`: knows what was deleted before it was read; then the worker stops.
- `batches`: hands an agent the records that have arrived, and settles them.
- `outbox`: sends what follows, and knows when it is durable.
- `tables`: state per partition, written to the changelog and awaited.
- `recovery`: reads changelogs by joining their records.
- `header_names`: reads records whose headers have names that are not UTF-8, where aiokafka stops.

`stream.application` is the Faust app made of these.
"""
