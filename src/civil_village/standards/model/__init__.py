"""The model of a standard (标准模型): what its document says, checked, and how it is changed.

What belongs here: the parts and what must fit between them. What does not: what becomes of
them on facts.
"""
