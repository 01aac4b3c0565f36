"""The state of a claim (申报状态): all that was said of it, and since when it counts.

An entry knows days only: on which it takes effect, and from which it is out. So every day can
be asked, whatever was said later.
"""

from __future__ import annotations

from datetime import date, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction

from civil_village.events import known_from
from civil_village.points.claims.editions import ItemLine
from civil_village.points.ledger.entries import Approve, Claim, Object, Resolve
from civil_village.points.statements import ClaimStatus

_ONE = timedelta(days=1)


class ClaimStanding:
    """A claim in the fold; its points are worked out by `civil_village.points.claims.valuation`."""

    __slots__ = (
        "_effect",
        "approvals",
        "charged",
        "claim",
        "hand",
        "line",
        "objections",
        "on",
        "order",
        "out",
        "points",
        "refused",
        "repaired",
    )

    def __init__(self, claim: Claim, line: ItemLine, charged: str, order: int) -> None:
        self.claim, self.line, self.charged, self.order = claim, line, charged, order
        self.on = claim.on
        self.approvals: tuple[Approve, ...] = ()
        self.objections: tuple[tuple[Object, Resolve | None], ...] = ()
        #: Points that the claim says, or that a hand has set since.
        self.hand: Decimal | None = claim.points
        #: From this day on it is void.
        self.out: date | None = None
        #: From this day on it is refused.
        self.refused: date | None = None
        #: The day on which lasting conduct was set right.
        self.repaired: date | None = None
        #: What it is worth in the end, by the last valuation.
        self.points: int | Fraction = 0
        self._effect: date | None = None

    def gone(self, day: date) -> bool:
        """Tell whether it is void or refused on a day."""
        out, refused = self.out, self.refused
        return (out is not None and out <= day) or (refused is not None and refused <= day)

    def effect(self, zone: tzinfo) -> date | None:
        """Give the day from which it counts; ``None`` while that is open."""
        found = self._effect
        if found is None:
            found = self._effect = self._effect_of(zone)
        return found

    def said(self) -> None:
        """Work out anew from when it counts, since more was said of it."""
        self._effect = None

    def status(self, day: date, zone: tzinfo) -> ClaimStatus:
        """Tell how it stands on a day."""
        if self.refused is not None and self.refused <= day:
            return "refused"
        if self.out is not None and self.out <= day:
            return "void"
        effect = self.effect(zone)
        return "counts" if effect is not None and effect <= day else "pending"

    def _effect_of(self, zone: tzinfo) -> date | None:
        if self.line.immediate:
            return self.on
        if self.line.publicity is None:
            return self._begins(zone)
        last = self.posted_until(zone)
        if last is None:
            return None
        effect = last + _ONE
        for objection, resolved in self.objections:
            if objection.on > last:
                continue  # too late to hold it
            if resolved is None or resolved.upheld:
                return None
            effect = max(effect, resolved.on)
        return effect

    def _begins(self, zone: tzinfo) -> date | None:
        """Give the day from which it would count, or on which it is posted first."""
        item = self.line.item
        if item.approval:
            if self.awaited() is not None:
                return None
            given: dict[str, date] = {}
            for approval in self.approvals:
                given[approval.role] = min(approval.on, given.get(approval.role, date.max))
            return max(self.on, *given.values())
        if self.line.publicity is None:
            return self.on
        return max(self.on, known_from(self.claim, zone))

    def awaited(self) -> str | None:
        """Name the role whose word is awaited next; ``None`` where all have spoken."""
        given = {approval.role for approval in self.approvals if approval.granted}
        return next((role for role in self.line.item.approval if role not in given), None)

    def posted_until(self, zone: tzinfo) -> date | None:
        """Give the last day of its publicity, as far as it has begun."""
        publicity, start = self.line.publicity, self._begins(zone)
        if publicity is None or start is None:
            return None
        last = start + timedelta(days=publicity.days - 1)
        if publicity.restart:
            rejected = [(o.on, r.on) for o, r in self.objections if r and not r.upheld]
            for objected, resolved in sorted(rejected):
                if objected <= last:
                    last = max(last, resolved + timedelta(days=publicity.days))
        return last
