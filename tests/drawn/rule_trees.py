"""Strategies for rules of any shape: every tree that a text can have, and texts that are near.

What makes sense of some names is drawn in `civil_village.testing.strategies.rule`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import get_args

from hypothesis import strategies as st

from civil_village.rules import (
    Signature,
)
from civil_village.rules.syntax import (
    Arithmetic,
    ArithmeticOperator,
    Compare,
    CompareOperator,
    Conditional,
    Constant,
    Expression,
    Logic,
    LogicOperator,
    Membership,
    Name,
    Negative,
    Not,
)
from civil_village.rules.tokens import is_name
from civil_village.testing.strategies.naming import ids
from civil_village.testing.strategies.rule import Pen, Wanted

#: No rule of a document divides; only the core does.
_SIGNS = st.sampled_from([sign for sign in get_args(ArithmeticOperator) if sign != "//"])
_RELATIONS = st.sampled_from(get_args(CompareOperator))
_JOINTS = st.sampled_from(get_args(LogicOperator))


@cache
def rule_names() -> st.SearchStrategy[str]:
    """Draw names that a rule can use; more than ids, since capitals are letters there.

    Examples:
        >>> from hypothesis import find
        >>> find(rule_names(), lambda name: name.startswith("_"))
        '_'
    """
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
    others = st.text(letters + "0123456789", max_size=8)
    return ids() | st.builds(str.__add__, st.sampled_from(letters), others).filter(is_name)


@cache
def literals() -> st.SearchStrategy[Constant]:
    """Draw literals of every type that a rule can have (字面值).

    Examples:
        >>> from hypothesis import find
        >>> find(literals(), lambda literal: True)
        Constant(value=False)
    """
    decimals = st.builds(
        lambda digits, places: Decimal(f"{digits}e{-places}"),
        st.integers(-(10**15) + 1, 10**15 - 1),
        st.integers(0, 8),
    )
    texts = st.text(max_size=8) | st.text("'\"\\\n\t\r\x00\u2028a 年😀", max_size=8)
    wholes = st.integers(-3, 3) | st.integers(-(2**63), 2**63 - 1)
    return st.builds(Constant, st.booleans() | wholes | decimals | texts)


@cache
def expressions() -> st.SearchStrategy[Expression]:
    """Draw every tree that the text of a rule can have, well typed or not (语法树).

    Examples:
        >>> from hypothesis import given, settings
        >>> from civil_village.rules import Rule
        >>> from civil_village.rules.printer import to_text
        >>> @settings(max_examples=5, deadline=None)
        ... @given(expressions())
        ... def test(tree):
        ...     assert Rule(to_text(tree)).expression == tree
        >>> test()
    """
    quotients = st.builds(Fraction, st.integers(-9, 9), st.integers(1, 9) | st.just(2**63 - 1))
    leaves: st.SearchStrategy[Expression] = (
        st.builds(Name, rule_names()) | literals() | st.builds(Constant, quotients)
    )
    return st.recursive(leaves, _larger, max_leaves=20)


def _larger(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    chains = st.lists(parts, min_size=2, max_size=4).map(tuple)
    options = st.lists(literals(), min_size=1, max_size=4).map(tuple)
    return (
        st.builds(Not, parts)
        | st.builds(Negative, parts)
        | st.builds(Arithmetic, _SIGNS, parts, parts)
        | st.builds(Compare, _RELATIONS, parts, parts)
        | st.builds(Logic, _JOINTS, chains)
        | st.builds(Membership, parts, options)
        | st.builds(Conditional, parts, parts, parts)
    )


@st.composite
def typed_trees(
    draw: st.DrawFn, names: Mapping[str, Signature], wanted: Wanted = "truth"
) -> Expression:
    """Draw trees over names in which types and units are right, but perhaps not the ranges.

    Args:
        draw: Given by Hypothesis.
        names: The names that they may use, with their signatures; may be empty.
        wanted: What the whole tree is.
    """
    return Pen(draw, names).tree(wanted)
