"""Who takes part in what a trigger reports: its arguments.

reach                  the actors within reach of a trigger
participant_features   how an actor stands to it
participants           how likely each takes part, and receives
phrases                the words of the trigger's own phrase
reports                a candidate that was taken for an event, with its participants
"""
