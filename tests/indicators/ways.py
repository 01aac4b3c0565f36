"""Ways in which indicators come from others, told by their keys as in documents."""

from typing import get_args

from civil_village.indicators import AnyDerived

#: Every way by the key that tells it.
WAYS = {kind.how: kind for kind in get_args(AnyDerived)}


def derivation(**keys):
    """Build the way that one of the keys tells."""
    (how,) = keys.keys() & WAYS.keys()
    return WAYS[how](**keys)
