"""Compilation (编译): a standard as one generated Python function over whole numbers.

What belongs here: the lowered standard, the function made of it, how facts enter it. What
does not: what a rule means, which the interpreter defines.
"""
