"""
How a map becomes a workbook.
"""
