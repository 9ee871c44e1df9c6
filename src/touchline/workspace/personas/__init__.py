"""
Personas in the light of a log, and single customers.
"""
