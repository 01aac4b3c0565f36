"""Names for people, in Chinese and English, and the sources that things come from."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import field

from civil_village.mappings import keep_signature
from civil_village.messages import Lang, place_of, written
from civil_village.models import Model, model
from civil_village.written_forms import Form


@model
class Label(Model):
    """A name or a sentence for people (标签): Chinese, and English where somebody wrote it.

    Attributes:
        zh: The Chinese text; a bare string in a document is this one.
        en: The English text; where it is missing the Chinese one is shown.

    Examples:
        >>> Label("安全饮水覆盖率", "safe water coverage").text("en")
        'safe water coverage'
        >>> Label("户数").text("en")
        '户数'
    """

    form: ClassVar[Form] = Form.short("zh", kind=str, expects="type.label")
    zh: str
    en: str | None = None

    def text(self, lang: Lang) -> str:
        """Give the text in ``lang``; English falls back to Chinese."""
        return (self.zh, self.zh if self.en is None else self.en)[place_of(lang)]


def as_label(value: Label | str | None) -> Label | None:
    """Take a bare string for a Chinese label; leave labels and ``None`` as they are."""
    return Label(value) if isinstance(value, str) else value


keep_signature(as_label)


def named(thing: Any, name: str = "") -> Label | str:
    """Give what people call something: its label, else its id.

    Args:
        thing: What has a label, or may have one; ``None`` has none.
        name: Its id, where it does not bear it itself.

    Examples:
        >>> from civil_village.requirements import Requirement
        >>> from civil_village.rules import Rule
        >>> named(Requirement(id="meets", rule=Rule("meetings >= 3")))
        'meets'
    """
    label: Label | None = getattr(thing, "label", None)
    return label or name or str(thing.id)


def name_text(thing: Any, lang: Lang) -> str:
    """Say what it is called: its label, else its id."""
    return written(named(thing), lang)


@model(kw_only=True)
class Source(Model):
    """Where a text or a number comes from (出处): a document, a clause of it, or both.

    Inside a document a source may leave ``document`` out: it is then the one that the
    enclosing standard names.

    Attributes:
        document: Name of the source document, such as ``plan-5``; inside a standard it may be left
            out.
        clause: Clause within it, as the source numbers it; ``None`` where the whole document is
            meant.

    Examples:
        >>> Source(document="plan-5", clause="三（五）").text("zh")
        'plan-5 三（五）'
    """

    document: str | None = None
    clause: str | None = field(default=None)

    def text(self, lang: Lang) -> str:  # noqa: ARG002 - same form as every worded value
        """Give document and clause in one line, alike in both languages."""
        return " ".join(part for part in (self.document, self.clause) if part)
