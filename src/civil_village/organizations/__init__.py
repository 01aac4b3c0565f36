"""Organizations (组织): bodies and their posts, and who belongs to them on which days.

What belongs here: bodies, posts, memberships, the roster, and what is found wrong between
them. What does not: what bodies have to do, which duties say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.organizations.bodies import Body as Body
    from civil_village.organizations.bodies import Post as Post
    from civil_village.organizations.memberships import Membership as Membership
    from civil_village.organizations.places import Locality as Locality
    from civil_village.organizations.places import LocalityList as LocalityList
    from civil_village.organizations.roster import Member as Member
    from civil_village.organizations.roster import Roster as Roster

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
