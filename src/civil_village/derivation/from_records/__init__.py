"""What records say (上报内容): read by type, with every name that the catalogue does not know.

What belongs here: values and words as they were reported. What does not: what follows from
them.
"""
