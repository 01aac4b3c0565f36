"""What a stored result keeps of its evidence: its explanation and fingerprints."""

from __future__ import annotations

from typing import Any

from civil_village.explanation import Explanation
from civil_village.models import Shown, model
from civil_village.standards.results.result import Digests, Result


@model(kw_only=True)
class StoredGrounds(Shown):
    """The evidence of a result that was read back: told once, then kept."""

    told: Explanation | None
    kept: Digests

    def part(self, name: str) -> Any:
        """Fail: what was stored is whole."""
        raise AttributeError(name)

    def explanation(self, result: Result) -> Explanation | None:  # noqa: ARG002 - as told when it was made
        """Give the explanation, where it was stored."""
        return self.told

    def digests(self) -> Digests:
        """Give the fingerprints that were stored."""
        return self.kept


@model(kw_only=True)
class StoredBeside(Shown):
    """What the document of a result has beside the fields of the result itself."""

    #: ``None`` where it was not stored.
    explanation: Explanation | None = None
    digests: Digests

    @classmethod
    def of(cls, result: Result, *, explanation: bool = True) -> StoredBeside:
        """Give what is written of a result beside its fields, with its explanation or without."""
        told = result.evidence.explanation(result) if explanation else None
        return cls(explanation=told, digests=result.digests)

    def whole(self, fields: dict[str, Any]) -> Result:
        """Make the result of its fields; what it was made of is not there any more."""
        return Result(**fields, evidence=StoredGrounds(told=self.explanation, kept=self.digests))
