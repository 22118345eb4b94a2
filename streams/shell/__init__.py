"""Everything that touches the world.

The stream         worker, agents, engine, pool of processes that extract, own_actors; codec, cloudevents (how values
                   and headers are written), dead_letters, heartbeat
How it is          metrics, health, probes (where both are answered), logs, journal (what was done of what);
                   monitor (looks from outside), lag, stage_lag
The broker         clients, greeting and rights (why it refuses), topics, brokers (the embedded one);
                   reading_topics, sending, header_names (those that are not UTF-8)
What the log says  recorded (records as models), verify, provenance; rereading, rebuilding, replaying, archive
For people         cli, web, demo; publishing with adapters for formats of files, extracting and gold (annotated files)
                   without a stream, checkup; worker_process (a worker that a command starts)
For developers     training, kubernetes (the manifests that follow from the topics)
All of them        errors
"""
