"""Which columns a table of a subject can have (表格的栏目), and by which headings."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Literal

from attrs import field, frozen

from civil_village.arguments import one
from civil_village.indicators import Indicator
from civil_village.mappings import FrozenMapping, as_mapping
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem, nearest
from civil_village.standards import Standard
from civil_village.tables.cells import narrow

#: Whose rows a table can have.
RowSubject = Literal["village", "household"]

#: What a row says of its subject beside values, and other headings for each.
ROLES: dict[RowSubject, dict[str, tuple[str, ...]]] = {
    "village": {
        "id": ("编号", "村编号", "village id"),
        "label": ("名称", "村名", "name", "village"),
        "township": ("乡镇", "所属乡镇", "town"),
        "code": ("行政区划代码", "区划代码"),
        "row_number": ("序号", "no."),
    },
    "household": {
        "village": ("村编号", "village id"),
        "id": ("编号", "户编号", "household id"),
        "label": ("名称", "户名", "name", "household"),
        "group": ("组编号", "group id"),
        "row_number": ("序号", "no."),
    },
}


@frozen
class Meant:
    """What a heading means: a role, or an indicator by its id."""

    name: str
    indicator: Indicator | None = None
    #: Whether numbers under it are in percent.
    percent: bool = False

    @property
    def role(self) -> str | None:
        """The role, where it is no indicator: one may bear the same name."""
        return self.name if self.indicator is None else None


@frozen
class TableColumns:
    """The columns that a table of one subject can have."""

    subject: RowSubject
    indicators: FrozenMapping[str, Indicator] = field(converter=as_mapping)
    #: What each heading means that is an id, and each that is a label or another name.
    by_id: FrozenMapping[str, tuple[Meant, ...]]
    by_label: FrozenMapping[str, tuple[Meant, ...]]

    @classmethod
    def of(cls, standard: Standard, subject: RowSubject | None = None) -> TableColumns:
        """Look up what a standard asks of its subject, or of the households of its villages.

        Raises:
            DocumentError: It is no standard, or has no rows of that subject.
        """
        one(standard, Standard, path=("standard",))
        rows = subject or standard.subject
        member = rows == "household" and standard.subject == "village"
        if rows not in ROLES or not (rows == standard.subject or member):
            expected = Message("expected.rows")
            found = standard.catalogue.called(rows).text("en")
            raise DocumentError([Problem(code="other-subject", found=found, expected=expected)])
        indicators = standard.catalogue.of(rows, member=member)
        by_id: dict[str, list[Meant]] = {}
        by_label: dict[str, list[Meant]] = {}
        for role, names in ROLES[rows].items():
            by_id.setdefault(role, []).append(Meant(role))
            for name in names:
                by_label.setdefault(folded(name), []).append(Meant(role))
        for name, indicator in indicators.items():
            meant = Meant(name, indicator)
            by_id.setdefault(name, []).append(meant)
            for text in {folded(indicator.label.zh), folded(indicator.label.text("en"))}:
                by_label.setdefault(text, []).append(meant)
        return cls(rows, indicators, _tuples(by_id), _tuples(by_label))

    @property
    def reportable(self) -> dict[str, Indicator]:
        """The indicators that somebody may report."""
        return {name: i for name, i in self.indicators.items() if not i.computed}

    def meant(self, heading: str) -> tuple[Meant, ...]:
        """Give what a heading means as it stands: nothing, one thing, or several.

        An id goes before a label.
        """
        said = folded(heading)
        return self.by_id.get(said) or self.by_label.get(said, ())

    def other_name(self, meant: Meant, heading: str) -> str:
        """Give another heading for what a heading means among other things."""
        if meant.indicator is None:
            return ROLES[self.subject][meant.name][0]
        return meant.name if folded(heading) != meant.name else meant.indicator.label.zh

    def offered(self, heading: str) -> Message | None:
        """Offer the heading that is nearest to a misspelt one."""
        return nearest(heading, self._headings())

    def _headings(self) -> Iterator[str]:
        for role, names in ROLES[self.subject].items():
            yield from (role, *names)
        for name, indicator in self.reportable.items():
            yield from dict.fromkeys((name, indicator.label.zh, indicator.label.text("en")))


def folded(heading: str) -> str:
    """Give a heading without what does not count: width and case of letters, all spaces.

    Examples:
        >>> folded("会议 次数（次）"), folded("Village ID")
        ('会议次数(次)', 'villageid')
    """
    return "".join(unicodedata.normalize("NFC", narrow(heading)).casefold().split())


def _tuples(found: dict[str, list[Meant]]) -> FrozenMapping[str, tuple[Meant, ...]]:
    return FrozenMapping({name: tuple(meant) for name, meant in found.items()})
