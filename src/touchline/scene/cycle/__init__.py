"""
The parts of a journey drawn as a circle.
"""
