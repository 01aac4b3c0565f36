"""Documents: from text to checked models and back.

What belongs here: reading text strictly, turning plain data into models and models into
plain data. What does not: what any one kind of document means.
"""
