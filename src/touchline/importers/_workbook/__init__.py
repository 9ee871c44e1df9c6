"""
How a workbook of ours is read back.
"""
