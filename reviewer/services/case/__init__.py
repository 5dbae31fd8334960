"""What an open case has behind its face, `session`: its threads, its ways to the file, its sources, and the look at it
before its first change.
"""
