"""Reading (读取文本): JSON and YAML text into plain data with places, strictly.

What belongs here: characters, syntax, depth, duplicate keys. What does not: which keys a
document may have.
"""
