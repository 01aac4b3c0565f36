"""Rows of nobody (合计行、备注行): sums, means, remarks, told by what stands for the name.

What belongs here: what stands in the column of names and is no name.
"""

from __future__ import annotations

import re

from civil_village.tables.cells import narrow

#: What a row of sums or means is called, with what may stand before or behind it left out.
_CHINESE = "合计|总计|小计|共计|累计|总和|汇总|平均|均值|平均值|平均数|平均分"
_ENGLISH = frozenset(("total", "totals", "sum", "subtotal", "grandtotal", "average", "mean"))
_SUMS = re.compile(rf"(?:{_CHINESE})(?:数|值|行|栏)?(?:[0-9]+[个户村人]*)?")
_LONGER = re.compile(rf".*(?:{_CHINESE})")
#: What stands in brackets says more of the same.
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
#: A word and a colon: a remark, or a place to sign. No name of a village has a colon.
_REMARK = re.compile(r"[^:]{1,40}:.*", re.DOTALL)
_NOTE = re.compile(r"(?:注|备注|说明|附注|notes?|remarks?)(?:[0-9]+[.、].*)?", re.IGNORECASE)


def is_sum(text: str) -> bool:
    """Tell whether a text is a word for sums or means of other rows.

    Examples:
        >>> [is_sum(text) for text in ("合 计：", "合计（12 个村）", "Total", "示例村甲")]
        [True, True, True, False]
    """
    said = _letters(text)
    return said in _ENGLISH or _SUMS.fullmatch(said) is not None


def _letters(text: str) -> str:
    """Give the letters and digits of a text, without what stands in brackets."""
    said = _BRACKETS.sub("", narrow(text).casefold())
    return "".join(letter for letter in said if letter.isalnum())


def is_aside(text: str) -> bool:
    """Tell whether a text is no name: of sums and means, a remark, or a place to sign.

    Examples:
        >>> [is_aside(text) for text in ("全镇合计", "注：数据为年底数", "示例村甲")]
        [True, True, False]
    """
    said = narrow(text)
    remarks = _REMARK.fullmatch(said) or _NOTE.fullmatch(said)
    return is_sum(text) or bool(remarks or _LONGER.fullmatch(_letters(text)))
