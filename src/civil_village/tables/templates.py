"""Empty tables to fill in (表格模板): headings and a row of hints."""

from __future__ import annotations

from civil_village.messages import Lang, phrase
from civil_village.standards import Standard
from civil_village.tables.columns import ROLES, Meant, RowSubject, TableColumns
from civil_village.tables.headings import meaning
from civil_village.tables.hints import hint
from civil_village.tables.writing import safe, table_text

#: Roles that a template leaves out.
_LEFT_OUT = ("row_number", "code")


def template(
    standard: Standard,
    *,
    lang: Lang = "zh",
    subject: RowSubject | None = None,
    mark: bool = False,
) -> str:
    """Write an empty table for a standard (表格模板): headings, and a row of hints.

    `civil_village.read_table` passes over the hints, as long as nobody changes them.

    Args:
        standard: The standard.
        lang: Language of headings and hints.
        subject: Whose rows, as for `civil_village.read_table`.
        mark: Whether a byte-order mark goes first, by which Excel knows UTF-8.

    Examples:
        >>> from civil_village.samples import bundled
        >>> headings, hints = template(bundled("anle.stars"), lang="en").splitlines()
        >>> headings.split(",")[:3]
        ['village id', 'household id', 'name']
    """
    form = TableColumns.of(standard, subject)
    meant = [Meant(role) for role in ROLES[form.subject] if role not in _LEFT_OUT]
    meant += form.reportable
    headings = [safe(_heading(one, form, lang)) for one in meant]
    for one, before, label in form.asked:
        text = _with_unit(label.text(lang), one, lang)
        heading = phrase("column.behind", lang, before=before, label=text)
        headings.append(safe(heading if meaning(heading, form) == one else one.written))
        meant.append(one)
    return table_text([headings, [safe(hint(one, form, lang)) for one in meant]], mark=mark)


def _heading(meant: Meant, form: TableColumns, lang: Lang) -> str:
    """Give the label, with its unit, where it means one thing only; else the id."""
    if meant.indicator is None:
        return phrase(f"column.{form.subject}.{meant.name}", lang)
    label = meant.indicator.label.text(lang)
    names = dict.fromkeys((_with_unit(label, meant, lang), label))
    return next((name for name in names if meaning(name, form) == meant), meant.written)


def _with_unit(label: str, meant: Meant, lang: Lang) -> str:
    """Put the unit behind a label, in brackets, where there is one."""
    unit = None if meant.indicator is None else meant.indicator.unit
    return label if unit is None else phrase("column.with-unit", lang, label=label, unit=unit)
