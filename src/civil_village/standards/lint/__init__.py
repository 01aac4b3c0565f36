"""Lint of standards (标准检查): what is worth a look in a standard that loads.

What belongs here: findings, and what they are proved by. What does not: what stops a
standard from loading, which its model says.
"""
