"""
The parts of a sheet that shows whose journey a map tells.
"""
