"""
The parts of the flowchart: what leads where, how its ways run, and how both are drawn.
"""
