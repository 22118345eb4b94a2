"""How the values and headers of our records are written and read.

codec          values of internal and derived topics
cloudevents    headers: CloudEvents 1.0 in Kafka's binary mode
dead_letters   records that could not be processed, with the reason
"""
