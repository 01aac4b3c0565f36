"""Which columns a table of a subject can have (表格的栏目), and by which headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from attrs import frozen

from civil_village.arguments import one
from civil_village.indicators import Catalogue, EarlierValue, Growth, Indicator
from civil_village.labels import Label
from civil_village.mappings import FrozenMapping
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem, nearest
from civil_village.requirements import Requirement
from civil_village.standards import Standard
from civil_village.tables.cells import narrow

#: Whose rows a table can have.
RowSubject = Literal["village", "household", "event"]

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
    "event": {
        "village": ("村编号", "village id"),
        "household": ("户编号", "household id"),
        "id": ("编号", "事件编号", "event id"),
        "kind": ("事件", "事件种类", "event"),
        "on": ("日期", "发生日期", "day", "date"),
        "from": ("开始日期", "first day"),
        "to": ("结束日期", "last day"),
        "label": ("名称", "事由", "name"),
        "row_number": ("序号", "no."),
    },
}

#: Where a cell belongs in the record of its row: to its values, to the words of assessors, or
#: to the values of an earlier period.
Place = Literal["values", "words", "earlier"]
#: A year before the heading of what was reported for it.
_YEAR = re.compile("([0-9]{4})年?:?(.+)")


@frozen
class Meant:
    """What a heading means: a role, or an indicator or a judged requirement by its id."""

    name: str
    indicator: Indicator | None = None
    #: Whether numbers under it are in percent.
    percent: bool = False
    place: Place = "values"
    #: What stands before a colon: the method of a word, an earlier period, a kind of event.
    prefix: str | None = None

    @property
    def role(self) -> str | None:
        """The role, where it is no indicator: one may bear the same name."""
        return self.name if self.indicator is None else None

    @property
    def key(self) -> tuple[str | None, str, bool]:
        """What no other column of a table may mean."""
        return self.prefix, self.name, self.indicator is None

    @property
    def written(self) -> str:
        """The heading by ids."""
        return self.name if self.prefix is None else f"{self.prefix}:{self.name}"


#: What each heading means.
Headings = FrozenMapping[str, tuple[Meant, ...]]
#: A column, and what stands before and behind the colon of its heading.
Asked = tuple[Meant, Label, Label]


@frozen
class TableColumns:
    """The columns that a table of one subject can have."""

    subject: RowSubject
    #: A column for each value that its rows may have.
    values: tuple[Meant, ...]
    #: What each heading means that is an id, and each that is a label or another name.
    by_id: Headings
    by_label: Headings
    #: The judgements and earlier values that a standard asks for, with what people call them.
    asked: tuple[Asked, ...]
    #: The kinds of events that a row may tell of.
    kinds: tuple[Label, ...] = ()

    @classmethod
    def of(cls, standard: Standard, subject: RowSubject | None = None) -> TableColumns:
        """Look up what a standard asks of its subject, or of the households of its villages.

        Raises:
            DocumentError: It is no standard, or has no rows of that subject.
        """
        one(standard, Standard, path=("standard",))
        rows = subject or standard.subject
        member = standard.subject == "village" and rows in ("household", "event")
        around = standard.subject == "household" and rows == "event"
        if rows not in ROLES or not (rows == standard.subject or member or around):
            expected = Message("expected.rows")
            found = standard.catalogue.called(rows).text("en")
            raise DocumentError([Problem(code="other-subject", found=found, expected=expected)])
        asked: list[Asked] = []
        kinds: tuple[Label, ...] = ()
        if rows == "event":
            values = [*_of_events(standard.catalogue)]
            kinds = tuple(kind.label for kind in standard.catalogue.events.values())
        else:
            indicators = standard.catalogue.of(rows, member=member)
            values = [Meant(name, indicator) for name, indicator in indicators.items()]
            asked += _judged(standard) if rows == standard.subject else ()
            asked += _observed(standard, indicators)
            asked += _earlier(indicators)
        return cls(rows, tuple(values), *_headings(rows, values, asked), tuple(asked), kinds)

    @property
    def reportable(self) -> list[Meant]:
        """The columns of what somebody may report."""
        return [one for one in self.values if one.indicator and not one.indicator.computed]

    def meant(self, heading: str) -> tuple[Meant, ...]:
        """Give what a heading means as it stands: nothing, one thing, or several.

        An id goes before a label.
        """
        said = folded(heading)
        found = self.by_id.get(said) or self.by_label.get(said, ())
        if not found and (parts := _YEAR.fullmatch(said)):
            said = f"{parts[1]}:{parts[2]}"
            found = self.by_id.get(said) or self.by_label.get(said, ())
        return found

    def other_name(self, meant: Meant, heading: str) -> str:
        """Give another heading for what a heading means among other things."""
        if meant.indicator is None:
            return ROLES[self.subject][meant.name][0]
        return meant.written if folded(heading) != meant.written else meant.indicator.label.zh

    def offered(self, heading: str) -> Message | None:
        """Offer the heading that is nearest to a misspelt one."""
        return nearest(heading, self._all_headings())

    def _all_headings(self) -> Iterator[str]:
        for role, names in ROLES[self.subject].items():
            yield from (role, *names)
        for meant in self.reportable:
            yield from dict.fromkeys((meant.written, *_names(meant)))
        for meant, before, label in self.asked:
            yield from (meant.written, f"{before.zh}：{label.zh}")


def folded(heading: str) -> str:
    """Give a heading without what does not count: width and case of letters, all spaces.

    Examples:
        >>> folded("会议 次数（次）"), folded("Village ID")
        ('会议次数(次)', 'villageid')
    """
    return "".join(unicodedata.normalize("NFC", narrow(heading)).casefold().split())


def _headings(
    rows: RowSubject, values: Iterable[Meant], asked: Iterable[Asked]
) -> tuple[Headings, Headings]:
    """Sort what headings mean by ids, and by labels and other names."""
    by_id: dict[str, list[Meant]] = {}
    by_label: dict[str, list[Meant]] = {}
    for role, names in ROLES[rows].items():
        by_id.setdefault(role, []).append(Meant(role))
        for name in names:
            by_label.setdefault(folded(name), []).append(Meant(role))
    for meant in values:
        by_id.setdefault(meant.written, []).append(meant)
        for text in set(map(folded, _names(meant))):
            by_label.setdefault(text, []).append(meant)
    for meant, before, label in asked:
        by_id.setdefault(meant.written, []).append(meant)
        firsts, lasts = {meant.prefix or "", *_texts(before)}, {meant.name, *_texts(label)}
        for text in {f"{first}:{last}" for first in firsts for last in lasts}:
            by_label.setdefault(text, []).append(meant)
    ids, labels = (
        FrozenMapping({text: tuple(several) for text, several in found.items()})
        for found in (by_id, by_label)
    )
    return ids, labels


def _names(meant: Meant) -> tuple[str, ...]:
    """Give what people call a value, in each language."""
    label = None if meant.indicator is None else meant.indicator.label
    return () if label is None else (label.zh, label.text("en"))


def _texts(label: Label) -> set[str]:
    return {folded(label.zh), folded(label.text("en"))}


def _judged(standard: Standard) -> Iterator[Asked]:
    """Give a column for each word that a judged requirement needs: method and requirement."""
    for path, part in standard.paths():
        if isinstance(part, Requirement) and part.judged is not None:
            label = part.label or Label(path)
            word = Indicator(label=label, value="truth", source=next(iter(part.source), None))
            for name in part.judged.names:
                method = standard.methods[name].label
                yield Meant(path, word, place="words", prefix=name), method, label


def _observed(standard: Standard, indicators: Mapping[str, Indicator]) -> Iterator[Asked]:
    """Give a column for each method by which a number is observed."""
    for name, indicator in indicators.items():
        for method in () if indicator.observed is None else indicator.observed.methods:
            known = standard.methods.get(method)
            before = Label(method) if known is None else known.label
            yield Meant(name, indicator, place="words", prefix=method), before, indicator.label


def _earlier(indicators: Mapping[str, Indicator]) -> Iterator[Asked]:
    """Give a column for each value of an earlier period that another indicator reads."""
    read: dict[tuple[str, str], None] = {}
    for indicator in indicators.values():
        match indicator.derive:
            case EarlierValue(earlier=name, period=period) | Growth(growth=name, since=period):
                read[period, name] = None
    for period, name in read:
        of = indicators[name]
        yield Meant(name, of, place="earlier", prefix=period), Label(period), of.label


def _of_events(catalogue: Catalogue) -> Iterator[Meant]:
    """Give a column for each value of an event; of one name for several kinds, one for each."""
    kinds: dict[str, list[tuple[str, Indicator]]] = {}
    for kind, declared in catalogue.events.items():
        for name, indicator in declared.values.items():
            kinds.setdefault(name, []).append((kind, indicator))
    for name, several in kinds.items():
        differ = any(indicator != several[0][1] for _, indicator in several)
        for kind, indicator in several if differ else several[:1]:
            yield Meant(name, indicator, prefix=kind if differ else None)
