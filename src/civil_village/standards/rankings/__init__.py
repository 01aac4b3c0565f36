"""Rankings of results (结果排名): the ways that documents name, and who then stands where.

What belongs here: by what results are ordered. What does not: how places follow from bounds,
which `civil_village.rankings` knows for units of any kind.
"""
