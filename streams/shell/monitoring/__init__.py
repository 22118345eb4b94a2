"""How a process and its groups are, said so that others can see it.

metrics     Prometheus metrics: every one of them
health      whether a worker is alive and ready
probes      where metrics and health are answered over HTTP
logs        structured logs on stderr
lag         how far a consumer group is behind
stage_lag   the same for each stage of the stream
memory      what the container uses, and what it may
"""
