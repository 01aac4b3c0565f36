"""Results (测评结果): what an evaluation found, as data that can be stored and compared.

What belongs here: the result, what is stored of it, two of them beside each other. What does
not: how they are worked out.
"""
