"""What a string states, whatever it is about: days, places, sums of money, venues, sectors.

mentions                        the values with their offsets
dates, date_forms, calendar_days  dates resolved against an anchor; the patterns; arithmetic of days
durations                       how many days something lasts
places, venues                  cities and countries; buildings and gatherings that tell where something is
amounts                         sums of money
sectors                         sectors by weighted words, and their CRS codes
spans                           stretches that were read, so that nothing is read twice
"""
