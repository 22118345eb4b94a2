"""The archive of the article log: files by day from which a new cluster is filled again.

    DIR/manifest.json                      every segment with its offsets, its size and its SHA-256
    DIR/2024-05-08/articles-3-1200.jsonl.gz   consecutive records of partition 3 from offset 1200, ingested on that day

A segment appears under its name only when it is complete, and the manifest names it only then; so an archive is whole
at any moment, and the next run goes on after the last offset that the manifest names.

manifest    the list of segments, and whether they are intact
lines       a Kafka record as a line of JSON, without loss
writing     from the topic to the archive: what it does not have yet
restoring   from the archive to an empty topic
"""
