"""
The noun of the data: an event log, sorted by case and time.
"""
