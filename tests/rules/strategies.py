"""Strategies for rules: trees of every shape that a text can have."""

from decimal import Decimal

from hypothesis import strategies as st

from civil_village.rules.syntax import (
    Arithmetic,
    Compare,
    Conditional,
    Constant,
    Expression,
    Logic,
    Membership,
    Name,
    Negative,
    Not,
)
from civil_village.rules.tokens import is_name

names = st.builds(
    Name, st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True).filter(is_name)
)

decimals = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 8),
)

constants = st.builds(
    Constant,
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.integers(-3, 3)
    | decimals
    | st.text(max_size=8)
    | st.text("'\"\\\n\t\r\x00\u2028a 年😀", max_size=8),
)


def _larger(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    chains = st.lists(parts, min_size=2, max_size=4).map(tuple)
    options = st.lists(constants, min_size=1, max_size=4).map(tuple)
    return (
        st.builds(Not, parts)
        | st.builds(Negative, parts)
        | st.builds(Arithmetic, st.sampled_from(["+", "-", "*"]), parts, parts)
        | st.builds(Compare, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), parts, parts)
        | st.builds(Logic, st.sampled_from(["&&", "||"]), chains)
        | st.builds(Membership, parts, options)
        | st.builds(Conditional, parts, parts, parts)
    )


#: Every tree that a text can have, well typed or not.
expressions: st.SearchStrategy[Expression] = st.recursive(names | constants, _larger, max_leaves=20)

#: Texts that look like rules from afar.
near_rules = st.lists(
    st.sampled_from(
        [
            *("a", "户", "in", "true", "null", "if", "and", "f(", "'x'", "'", '"', "\\", "b'"),
            *("3", "-", "1.5", ".5", "5.", "1e5", "012", "9" * 30, "(", ")", "[", "]", "!"),
            *("+", "*", "/", "%", "<", "<=", "=", "==", "&", "&&", "||", "?", ":", ",", "."),
            *(" ", "\n", "_", "//", "#", "≥", "\uff1e", "\uff05", "\u3000", "\ud800", "\x00"),
        ]
    ),
    max_size=12,
).map("".join)
