"""Evaluation (测评): a standard on facts gives a result, and the result says why.

What belongs here: the two roads to an answer, what it rests on, its explanation. What does
not: the points of each part, which are scoring.
"""
