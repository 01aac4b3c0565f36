"""Names for people, in Chinese and English, and the sources that things come from."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import field

from civil_village.messages import Lang
from civil_village.models import Model, model

#: Metadata of fields that hold one source or several; a document writes one without a list.
ONE_OR_MANY = {"one_or_many": True}


@model
class Label(Model):
    """A name or a sentence for people (标签): Chinese, and English where somebody wrote it.

    Args:
        zh: The Chinese text; a bare string in a document is this one.
        en: The English text; where it is missing the Chinese one is shown.

    Examples:
        >>> Label("安全饮水覆盖率", "safe water coverage").text("en")
        'safe water coverage'
        >>> Label("户数").text("en")
        '户数'
    """

    #: What documents may write for it.
    expects: ClassVar[str] = "type.label"
    #: What a document may write instead of its keys.
    short_form: ClassVar[Any] = str
    zh: str
    en: str | None = None

    def text(self, lang: Lang) -> str:
        """Give the text in ``lang``; English falls back to Chinese."""
        return self.en if lang == "en" and self.en is not None else self.zh

    @staticmethod
    def taken(value: object) -> Label | None:
        """Take a bare string for the Chinese text."""
        return Label(value) if isinstance(value, str) else None

    @staticmethod
    def from_plain(value: Any) -> Any:
        """Take a bare string for the Chinese text."""
        return Label(str(value)) if isinstance(value, str) else value

    def plain(self) -> Any:
        """Give the form in documents: a bare string, or both languages."""
        return self.zh if self.en is None else {"zh": self.zh, "en": self.en}


def as_label(value: Label | str | None) -> Label | None:
    """Take a bare string for a Chinese label; leave labels and ``None`` as they are."""
    return Label(value) if isinstance(value, str) else value


@model(kw_only=True)
class Source(Model):
    """Where a text or a number comes from (出处): a document, a clause of it, or both.

    Inside a document a source may leave ``document`` out: it is then the one that the
    enclosing standard names.

    Examples:
        >>> Source(document="plan-5", clause="三（五）").text("zh")
        'plan-5 三（五）'
    """

    #: Name of the source document, such as ``plan-5``.
    document: str | None = None
    #: Clause within it, as the source numbers it.
    clause: str | None = field(default=None)

    def text(self, lang: Lang) -> str:  # noqa: ARG002 - same form as every worded value
        """Give document and clause in one line, alike in both languages."""
        return " ".join(part for part in (self.document, self.clause) if part)
