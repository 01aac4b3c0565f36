"""Kits (检验): what every scorer promises, checked on all small cases.

What belongs here: checks that a writer of plug-ins runs. What does not: strategies.
"""
