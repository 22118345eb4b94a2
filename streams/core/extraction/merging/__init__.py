"""Which reports of an article are one event, whose it is, and how sure it is.

similarity   features of two reports
clustering   groups of reports that are one event
parties      the countries and organisations that take part, judged over a group
assignment   who acts and who receives
sides        hosts and beneficiaries, once the place is known
duplicates   is it an event that was found already
confidence   a calibrated probability for the event
"""
