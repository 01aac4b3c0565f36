"""Scoring (计分): from the checks of one criterion to score, bands and outcome, in fixed order.

What belongs here: points of a criterion, of a section, of the whole; what undecided parts
lack. What does not: how a rule is worked out.
"""
