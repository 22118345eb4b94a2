"""The attributes of an event, each in a file of its own.

event_date, event_place, event_amount, event_sectors, status, meeting_mode   what they say
choosing     the highest-scoring option, or none
attachment   how a value is attached to the trigger
"""
