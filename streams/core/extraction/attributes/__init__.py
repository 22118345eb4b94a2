"""The attributes of an event, each in a file of its own.

event_days, event_place, event_amount, event_sectors, status, meeting_mode   what they say
event_date   the days that an event can have
choosing     the highest-scoring option, or none
attachment   how a value is attached to the trigger
"""
