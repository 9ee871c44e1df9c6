"""
Pages of a PDF: papers, how a picture is cut over several sheets, and what stands around it.
"""
