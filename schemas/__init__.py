"""The published language of Communiqué: what its topics carry.

Imports pydantic and the standard library only, so that anyone can depend on it. Every model ignores unknown
fields on reading (a newer writer never breaks an older reader) and is frozen.

model             the base class of all models
article           what publishers send
facts, sectors    what is known of an event: who, what, when, where, how much; the sectors of sums
mention           one article's report of one event, with its evidence
event             an event, as its mentions report it
count             how many events there are in a cell
current_version   which version of the state readers follow
app_topics        the topics of one version of the state, made once from settings
topics            every topic: what it carries, its key, partitions and retention
access            the Kafka ACLs of each kind of client
"""
