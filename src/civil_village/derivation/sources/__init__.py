"""Sources (派生来源): how a fact comes from others, one file for each kind of source.

What belongs here: facts of the same subject, of dated events, of all that are compared. What
does not: in which order they are worked out.
"""
