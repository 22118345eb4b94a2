"""Records as plain values, and how their values and headers are written and read.

record         a record as it was consumed, and as it is to be produced
partitioner    the partition of a key
codec          values of internal and derived topics
cloudevents    headers: CloudEvents 1.0 in Kafka's binary mode
dead_letters   records that could not be processed, with the reason
"""
