"""Which of two rules asks for more, proved for all facts or refuted by a case."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from civil_village.rules import Rule, Signature
from civil_village.rules.interpreter import interpret
from civil_village.rules.tightening import Tightening, tighter
from civil_village.testing.strategies.rule import known_values, rules, signatures

SHARE = Signature(
    type="number", maximum=Fraction(1), numerator=100, denominator=100, static=False, partial=True
)
NAMES = {
    "tables": Signature.number(maximum=100),
    "days": Signature.number(maximum=30),
    "gift": Signature.number(maximum=10_000, places=2, unit="元"),
    "pork": Signature.number(maximum=1_000, places=2, unit="元"),
    "insured": SHARE,
    "cadre": Signature(type="truth"),
    "home": Signature(type="truth"),
    "kin": Signature(type="choice", choices=("near", "far", "none")),
}


def verdict(own, base):
    """Judge two rules over the names above."""
    return tighter(Rule(own), Rule(base), NAMES).verdict


@pytest.mark.parametrize(
    ("own", "base", "expected"),
    [
        # one fact and a number
        ("tables <= 10", "tables <= 15", "tighter"),
        ("tables <= 15", "tables <= 15", "equal"),
        ("tables <= 16", "tables <= 15", "looser"),
        ("insured >= 0.95", "insured >= 0.92", "tighter"),
        ("insured >= 0.9", "insured >= 0.92", "looser"),
        # open and closed ends: counts go by steps, shares do not
        ("insured > 0.92", "insured >= 0.92", "tighter"),
        ("insured >= 0.92", "insured > 0.92", "looser"),
        ("tables < 16", "tables <= 15", "equal"),
        ("tables > 9", "tables >= 10", "equal"),
        ("gift < 100", "gift <= 99.99", "equal"),
        ("tables <= 9.5", "tables <= 9", "equal"),
        # the other way about, exactly, and not
        ("10 >= tables", "tables <= 15", "tighter"),
        ("tables == 8", "tables <= 15", "tighter"),
        ("tables == 8", "tables == 9", "looser"),
        ("tables != 8", "tables != 8", "equal"),
        ("tables > 8", "tables != 8", "tighter"),
        ("!(tables > 15)", "tables <= 15", "equal"),
        ("tables in [3, 4]", "tables in [3, 4, 5]", "tighter"),
        # truths and choices
        ("home", "home", "equal"),
        ("home", "!home", "looser"),
        ("home && !cadre", "home", "tighter"),
        ("home == true", "home", "equal"),
        ("home == false", "!home", "equal"),
        ("kin == 'near'", "kin in ['near', 'far']", "tighter"),
        ("kin != 'none'", "kin in ['near', 'far']", "equal"),
        ("kin != 'near'", "kin in ['near', 'far']", "looser"),
        ("home == cadre", "home == cadre", "equal"),
        # joined
        ("tables <= 10 && days <= 1", "days <= 2 && tables <= 15", "tighter"),
        ("tables <= 10", "tables <= 15 && days <= 1", "looser"),
        ("tables <= 10", "tables <= 15 || days <= 1", "tighter"),
        ("tables <= 10 || days <= 1", "tables <= 15", "looser"),
        ("false", "tables <= 15", "tighter"),
        ("tables <= 15", "false", "looser"),
        # several facts
        ("gift <= pork", "gift <= 2 * pork", "tighter"),
        ("gift <= 3 * pork", "gift <= 2 * pork", "looser"),
        ("gift + pork <= 80", "pork + gift <= 100", "tighter"),
        ("2 * tables <= 20", "tables <= 10", "equal"),
        ("tables + days <= 10", "tables <= 10", "tighter"),
        ("tables - days <= 10", "tables <= 10", "looser"),
        # limits that depend on who
        ("tables <= (cadre ? 8 : 12)", "tables <= (cadre ? 10 : 15)", "tighter"),
        ("tables <= (cadre ? 8 : 16)", "tables <= (cadre ? 10 : 15)", "looser"),
        ("tables <= 10", "tables <= (cadre ? 10 : 15)", "tighter"),
        ("tables <= (cadre ? 10 : 15)", "tables <= 15", "tighter"),
        ("cadre ? tables <= 8 : home", "cadre ? tables <= 10 : home", "tighter"),
        ("tables <= (home ? (cadre ? 1 : 2) : 3)", "tables <= 3", "tighter"),
        # what declared ranges say
        ("tables <= 100", "days <= 30", "equal"),
        ("home", "days <= 30", "tighter"),
        # a share of nothing meets nothing, whatever the range
        ("home", "insured <= 1", "unproven"),
    ],
)
def test_one_rule_beside_another(own, base, expected):
    assert verdict(own, base) == expected


def test_a_condition_that_reaches_further_is_stricter():
    limit, cadres, all_ = Rule("tables <= 10"), Rule("cadre"), Rule("cadre || home")
    assert tighter(limit.under(all_), limit.under(cadres), NAMES).verdict == "tighter"
    assert tighter(limit.under(cadres), limit.under(all_), NAMES).verdict == "looser"
    assert tighter(limit, limit.under(cadres), NAMES).verdict == "tighter"


def test_a_looser_rule_is_told_with_a_case():
    found = tighter(Rule("tables <= 12"), Rule("tables <= (cadre ? 10 : 15)"), NAMES)
    assert (found.verdict, found.case) == ("looser", {"tables": 12, "cadre": True})
    assert found.reason.text("zh") == "它放行了所对照的规则不放行的情形：tables 12、cadre 是"


def test_what_takes_too_long_stays_unproven():
    # Each share has no value where there is nobody: no case can be told of them but by numbers.
    many = {f"a{n}": Signature(type="truth") for n in range(8)}
    choices = " + ".join(f"(a{n} ? 1 : 2)" for n in range(8))
    own, base = Rule(f"tables <= {choices}"), Rule(f"tables <= {choices} + 0")
    assert tighter(own, base, {**NAMES, **many}).verdict == "unproven"


@st.composite
def _pairs(draw):
    """Draw two rules over the same names, and values of these."""
    names = draw(signatures())
    own, base = draw(rules(names)), draw(rules(names))
    read = dict.fromkeys((*own.names, *base.names))
    return own, base, names, {name: draw(known_values(names[name])) for name in read}


@given(_pairs())
def test_what_is_called_stricter_passes_nothing_that_the_other_refuses(drawn):
    own, base, names, scope = drawn
    found = tighter(own, base, names)
    passes = {rule: interpret(rule.expression, scope).value for rule in (own, base)}
    if found.holds and passes[own] is True:
        assert passes[base] is True
    if found.verdict == "equal":
        assert passes[own] == passes[base]


@given(_pairs())
def test_the_case_of_a_looser_rule_is_one(drawn):
    own, base, names, _ = drawn
    found = tighter(own, base, names)
    assume(found.verdict == "looser")
    assert interpret(own.expression, found.case).value is True
    assert interpret(base.expression, found.case).value is False


@given(_pairs())
def test_every_rule_is_equal_to_itself(drawn):
    own, _, names, _ = drawn
    assert tighter(own, own, names).verdict in ("equal", "unproven")


def test_only_what_is_shown_holds():
    words = ("tighter", "equal", "looser", "unproven")
    reason = tighter(Rule("home"), Rule("home"), NAMES).reason
    assert [Tightening(verdict=word, reason=reason).holds for word in words] == [
        True,
        True,
        False,
        False,
    ]
