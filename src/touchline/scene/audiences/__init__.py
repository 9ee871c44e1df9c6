"""
The parts of pages that one audience needs: leadership, a team, service and those who send events.
"""
