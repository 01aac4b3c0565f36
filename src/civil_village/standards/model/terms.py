"""The terms of a group of criteria (计分口径): what it makes of exemptions and gaps."""

from __future__ import annotations

from typing import NamedTuple


class Terms(NamedTuple):
    """What a group of criteria makes of exemptions and gaps (计分口径)."""

    #: Whether what is exempt has its full points, else none.
    credited: bool = True
    #: Whether what is exempt is left out of the whole.
    rescaled: bool = False
    #: Whether what is missing counts as unmet.
    unmet: bool = False


#: Exempt parts have their points, and gaps are open.
PLAIN = Terms()
