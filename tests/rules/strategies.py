"""Strategies for rules: trees of every shape that a text can have, typed rules, and scopes."""

from decimal import Decimal
from fractions import Fraction

from attrs import frozen
from hypothesis import assume
from hypothesis import strategies as st

from civil_village.rules.printer import to_text
from civil_village.rules.rule import Rule
from civil_village.rules.signatures import Signature
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
from civil_village.rules.values import Missing, Unknown, Value

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


# Rules that make sense ----------------------------------------------------------------

CHOICES = ("hill", "plain", "river")
RELATIONS = ["==", "!=", "<", "<=", ">", ">="]

_literals = st.integers(-4, 9) | st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-400, 900), st.just(2)
)


def _named(*ids: str) -> st.SearchStrategy[Expression]:
    return st.sampled_from([Name(name) for name in ids])


#: Trees that are numbers: of counts, amounts and shares, for `signatures`.
numbers: st.SearchStrategy[Expression] = st.recursive(
    _named("n0", "n1", "n2", "amount", "share", "parts") | st.builds(Constant, _literals),
    lambda inner: (
        st.builds(Negative, inner)
        | st.builds(Arithmetic, st.sampled_from(["+", "-", "*"]), inner, inner)
        | st.builds(Conditional, _named("t0", "t1"), inner, inner)
    ),
    max_leaves=3,
)

_number_options = st.lists(st.builds(Constant, _literals), min_size=1, max_size=3).map(tuple)
_choice_options = st.lists(
    st.sampled_from([Constant(text) for text in CHOICES]), min_size=1, max_size=3
).map(tuple)
_kinds = _named("k0", "k1")

#: Trees that are truths, for `signatures`.
truths: st.SearchStrategy[Expression] = st.recursive(
    st.builds(Compare, st.sampled_from(RELATIONS), numbers, numbers)
    | st.builds(Compare, st.sampled_from(["==", "!="]), _kinds, _choice_options.map(lambda o: o[0]))
    | st.builds(Membership, numbers, _number_options)
    | st.builds(Membership, _kinds, _choice_options)
    | _named("t0", "t1", "t2")
    | st.builds(Constant, st.booleans()),
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(
            Logic, st.sampled_from(["&&", "||"]), st.lists(inner, min_size=2, max_size=3).map(tuple)
        )
        | st.builds(Compare, st.sampled_from(["==", "!="]), inner, inner)
        | st.builds(Conditional, inner, inner, inner)
    ),
    max_leaves=4,
)


@st.composite
def signatures(draw: st.DrawFn) -> dict[str, Signature]:
    """Describe the names of `numbers` and `truths`, with ranges of every size."""

    def number(places: int, unit: str | None = None) -> Signature:
        least = draw(st.integers(-5, 5))
        most = least + draw(st.sampled_from([0, 1, 2, 10, 10**6, 10**11]))
        return Signature.number(minimum=least, maximum=most, places=places, unit=unit)

    whole = draw(st.sampled_from([10, 10**3, 10**6]))
    share = Signature(
        type="number",
        maximum=Fraction(1),
        numerator=whole,
        denominator=whole,
        static=False,
        share=True,
    )
    return {
        **{name: number(0) for name in ("n0", "n1", "n2")},
        "parts": number(2),
        "amount": number(2, draw(st.sampled_from([None, "yuan"]))),
        "share": share,
        **{name: Signature(type="truth") for name in ("t0", "t1", "t2")},
        **{name: Signature(type="choice", choices=CHOICES) for name in ("k0", "k1")},
    }


def known_values(signature: Signature) -> st.SearchStrategy[Value]:
    """Give every value that keeps to a signature; ends are as likely as all the rest."""
    if signature.type == "truth":
        return st.booleans()
    if signature.type == "choice":
        return st.sampled_from(signature.choices)
    ends = st.sampled_from([signature.minimum, signature.maximum])
    if signature.step is None:
        wholes = st.integers(1, signature.denominator)
        return ends | wholes.flatmap(
            lambda whole: st.integers(0, whole).map(lambda part: Fraction(part, whole))
        )
    scale = signature.denominator
    low, high = int(signature.minimum * scale), int(signature.maximum * scale)
    return ends | st.integers(low, high).map(lambda digits: Fraction(digits, scale))


@st.composite
def unknown_values(draw: st.DrawFn, name: str, signature: Signature) -> Unknown:
    """Give an unknown whose bounds keep to a signature; a share may have no value at all."""
    missing = (Missing("indicator", name),)
    if signature.type != "number":
        return Unknown(missing)
    ends = sorted([draw(known_values(signature)), draw(known_values(signature))])
    return Unknown(missing, *ends, draw(st.booleans()) if signature.share else True)


@frozen
class Case:
    """A rule that its checker passes, with a value, known or not, for each of its names."""

    rule: Rule
    signatures: dict[str, Signature]
    scope: dict[str, Value]

    @property
    def signature(self) -> Signature:
        """The signature of the whole rule."""
        found = self.rule.signature(self.signatures)
        assert found is not None
        return found


@st.composite
def cases(
    draw: st.DrawFn,
    trees: st.SearchStrategy[Expression] = truths,
    *,
    unknowns: bool = True,
) -> Case:
    """Give rules that pass the checker, and scopes that keep to their signatures."""
    known = draw(signatures())
    rule = Rule(to_text(draw(trees)))
    assume(all(problem.level != "error" for problem in rule.check(known, wanted=None)))
    scope: dict[str, Value] = {}
    for name in rule.names:
        values = known_values(known[name])
        scope[name] = draw(values | unknown_values(name, known[name]) if unknowns else values)
    return Case(rule, known, scope)


def filled(scope: dict[str, Value], signatures: dict[str, Signature]) -> st.SearchStrategy:
    """Give the scope with each unknown either filled within its bounds or left as it is."""

    def choices(name: str, value: Value) -> st.SearchStrategy[Value]:
        if not isinstance(value, Unknown):
            return st.just(value)
        if value.least is None:
            return st.just(value) | known_values(signatures[name])
        least, width = value.least, value.greatest - value.least
        return st.just(value) | st.fractions(0, 1, max_denominator=60).map(
            lambda weight: least + weight * width
        )

    return st.fixed_dictionaries({name: choices(name, value) for name, value in scope.items()})
