"""A worker: the application made of the engine's parts, what it runs beside its agents, and its process.

application      the Faust app
pool             extraction in processes of its own
own_actors       the file of a user's own actors
heartbeat        an article every minute, to tell the news' silence from ours
stage_observer   what is told of a stage: health, metrics, log
processing_log   log lines: what was done with which records
worker           runs the application until it is told to stop
worker_process   a worker in a process of its own, for a command that needs one
"""
