"""
Binds touchpoints to events and gives the measured map, with its uncertainty.
"""
