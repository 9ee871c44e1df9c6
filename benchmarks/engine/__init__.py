"""
How long questions to large logs take here and in other engines, side by side in one run.
"""
