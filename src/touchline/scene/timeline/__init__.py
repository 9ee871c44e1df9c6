"""
The parts of a timeline: what is known of time, where steps stand, and how that is drawn.
"""
