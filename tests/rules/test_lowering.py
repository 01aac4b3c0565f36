"""From rules to whole numbers: each text below was worked out by hand."""

from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest
from attrs import evolve

from civil_village.rules.core import FALSE, TRUE, Core, Variable
from civil_village.rules.interpreter import interpret
from civil_village.rules.lowering import Code, Condition, LoweredNumber, Lowering, codes
from civil_village.rules.parser import parse
from civil_village.rules.printer import to_text
from civil_village.rules.signatures import Signature
from civil_village.rules.values import Missing, Unknown

SHARE = Signature(
    type="number",
    maximum=Fraction(1),
    numerator=100,
    denominator=100,
    static=False,
    share=True,
    partial=True,
)
TRUTH = Signature(type="truth")
NAMES = {
    "n": Signature.number(maximum=100),
    "m": Signature.number(maximum=100),
    "change": Signature.number(minimum=-5, maximum=5),
    "funds": Signature.number(places=2),
    "lowest": evolve(Signature.number(maximum=100), partial=True),
    "share": SHARE,
    "water": SHARE,
    "plan": TRUTH,
    "visit": TRUTH,
    "kind": Signature(type="choice", choices=("hill", "plain", "river")),
    "other": Signature(type="choice", choices=("plain", "coast")),
}


def written(part):
    """Write a part; that a variable is the value of a fact is left out, for brevity."""
    return to_text(part).replace("_VALUE", "")


def lowered(text, *, gaps, guarded=True):
    """Give when a rule surely holds, when it surely fails, and whether it does one of both."""
    condition = Lowering(NAMES, gaps=gaps, guarded=guarded).condition(parse(text))
    return written(condition.holds), written(condition.fails), condition.total


# Complete facts -----------------------------------------------------------------------

GUARD = "share_WHOLE > 0 && "
BOTH_GUARDS = "share_WHOLE > 0 && water_WHOLE > 0 && "


@pytest.mark.parametrize(
    ("text", "holds", "fails"),
    [
        # Numbers over a fixed denominator are multiplied until they are whole.
        ("n > 3", "n > 3", "n <= 3"),
        ("n >= 3", "n >= 3", "n < 3"),
        ("n < 3", "n < 3", "n >= 3"),
        ("n <= 3", "n <= 3", "n > 3"),
        ("n == 3", "n == 3", "n != 3"),
        ("n != 3", "n != 3", "n == 3"),
        ("3 < n", "3 < n", "3 >= n"),
        ("n == m", "n == m", "n != m"),
        ("funds >= 0.5", "funds >= 50", "funds < 50"),
        ("funds > 0.005", "funds * 2 > 1", "funds * 2 <= 1"),
        ("funds == n", "funds == n * 100", "funds != n * 100"),
        ("1 + 2 < n", "3 < n", "3 >= n"),
        ("n < 2 * 0.75", "n * 2 < 3", "n * 2 >= 3"),
        # n + funds/100 > 3, all over 100.
        ("n + funds > 3", "n * 100 + funds > 300", "n * 100 + funds <= 300"),
        ("n - change > 3", "n - change > 3", "n - change <= 3"),
        ("n * change > 3", "n * change > 3", "n * change <= 3"),
        ("n * 2 + 1 > 7", "n * 2 + 1 > 7", "n * 2 + 1 <= 7"),
        ("funds * 0.5 >= 1", "funds >= 200", "funds < 200"),
        ("0.5 * funds >= 1", "funds >= 200", "funds < 200"),
        ("n * -2 > 3", "n * -2 > 3", "n * -2 <= 3"),
        ("-n > 3", "n * -1 > 3", "n * -1 <= 3"),
        ("-(-n) > 3", "n > 3", "n <= 3"),
        ("lowest > 3", "lowest > 3", "lowest <= 3"),
        # Lists of numbers are comparisons with each.
        ("n in [3]", "n == 3", "n != 3"),
        ("n in [3, 5]", "n == 3 || n == 5", "n != 3 && n != 5"),
        ("funds in [0.5]", "funds == 50", "funds != 50"),
        # Truths are 1 or 0.
        ("plan", "plan == 1", "plan == 0"),
        ("!plan", "plan == 0", "plan == 1"),
        ("true", "true", "false"),
        ("false", "false", "true"),
        ("plan == true", "plan == 1", "plan == 0"),
        ("true == plan", "plan == 1", "plan == 0"),
        ("plan != true", "plan == 0", "plan == 1"),
        ("plan in [false]", "plan == 0", "plan == 1"),
        (
            "plan == visit",
            "plan == 1 && visit == 1 || plan == 0 && visit == 0",
            "plan == 1 && visit == 0 || plan == 0 && visit == 1",
        ),
        (
            "plan != visit",
            "plan == 1 && visit == 0 || plan == 0 && visit == 1",
            "plan == 1 && visit == 1 || plan == 0 && visit == 0",
        ),
        ("(n > 3) == true", "n > 3", "n <= 3"),
        # Choices are places in the table hill 0, plain 1, river 2, coast 3.
        ("kind == 'plain'", "kind == 1", "kind != 1"),
        ("kind != 'plain'", "kind != 1", "kind == 1"),
        ("'river' == kind", "2 == kind", "2 != kind"),
        ("kind == other", "kind == other", "kind != other"),
        ("other == 'coast'", "other == 3", "other != 3"),
        ("kind in ['river', 'hill', 'river']", "kind in [0, 2]", "!(kind in [0, 2])"),
        (
            "(plan ? kind : other) == 'hill'",
            "(plan == 1 ? kind : other) == 0",
            "(plan == 1 ? kind : other) != 0",
        ),
        # Conditions: what denies an and is an or.
        ("n > 3 && plan", "n > 3 && plan == 1", "n <= 3 || plan == 0"),
        ("n > 3 || plan", "n > 3 || plan == 1", "n <= 3 && plan == 0"),
        ("!(n > 3 || plan)", "n <= 3 && plan == 0", "n > 3 || plan == 1"),
        ("n > 3 && true", "n > 3", "n <= 3"),
        ("n > 3 && false", "false", "true"),
        # One of two truths, one of two numbers.
        (
            "plan ? n > 3 : m > 5",
            "plan == 1 && n > 3 || plan == 0 && m > 5",
            "plan == 1 && n <= 3 || plan == 0 && m <= 5",
        ),
        (
            "plan ? true : visit",
            "plan == 1 || plan == 0 && visit == 1",
            "plan == 0 && visit == 0",
        ),
        ("plan ? visit : visit", "visit == 1", "visit == 0"),
        ("(plan ? n : m) > 3", "(plan == 1 ? n : m) > 3", "(plan == 1 ? n : m) <= 3"),
        ("(plan ? n : n) > 3", "n > 3", "n <= 3"),
        # Over one denominator: n * 100 over 100, and funds over 100.
        (
            "(plan ? n : funds) > 3",
            "(plan == 1 ? n * 100 : funds) > 300",
            "(plan == 1 ? n * 100 : funds) <= 300",
        ),
        ("(plan ? 2 : 3) < n", "(plan == 1 ? 2 : 3) < n", "(plan == 1 ? 2 : 3) >= n"),
    ],
)
def test_a_rule_over_complete_facts(text, holds, fails):
    assert lowered(text, gaps=False) == (holds, fails, True)


@pytest.mark.parametrize(
    ("text", "holds", "fails"),
    [
        (
            "share >= 0.95",
            "share_PART * 20 >= share_WHOLE * 19",
            "share_PART * 20 < share_WHOLE * 19",
        ),
        ("share == 1", "share_PART == share_WHOLE", "share_PART != share_WHOLE"),
        ("share != 1", "share_PART != share_WHOLE", "share_PART == share_WHOLE"),
        (
            "-share > -0.5",
            "share_PART * -2 > share_WHOLE * -1",
            "share_PART * -2 <= share_WHOLE * -1",
        ),
        (
            "share + 1 > n",
            "share_PART + share_WHOLE > n * share_WHOLE",
            "share_PART + share_WHOLE <= n * share_WHOLE",
        ),
        ("share * 3 > 1", "share_PART * 3 > share_WHOLE", "share_PART * 3 <= share_WHOLE"),
        ("share < share", "share_PART < share_PART", "share_PART >= share_PART"),
    ],
)
def test_a_share_is_compared_where_its_whole_is_above_nought(text, holds, fails):
    assert lowered(text, gaps=False) == (GUARD + holds, GUARD + fails, False)
    assert not Lowering(NAMES, gaps=False).condition(parse(text)).total
    # Where nobody can be handed a share of nothing, the guard is left out.
    assert lowered(text, gaps=False, guarded=False) == (holds, fails, True)


@pytest.mark.parametrize(
    ("text", "holds", "fails"),
    [
        (
            "share > water",
            "share_PART * water_WHOLE > water_PART * share_WHOLE",
            "share_PART * water_WHOLE <= water_PART * share_WHOLE",
        ),
        (
            "share - water > 0",
            # Nought times both wholes is nought.
            "share_PART * water_WHOLE - water_PART * share_WHOLE > 0",
            "share_PART * water_WHOLE - water_PART * share_WHOLE <= 0",
        ),
        (
            "share * water > 1",
            "share_PART * water_PART > share_WHOLE * water_WHOLE",
            "share_PART * water_PART <= share_WHOLE * water_WHOLE",
        ),
    ],
)
def test_two_shares_are_compared_where_both_have_a_value(text, holds, fails):
    assert lowered(text, gaps=False) == (BOTH_GUARDS + holds, BOTH_GUARDS + fails, False)
    assert lowered(text, gaps=False, guarded=False) == (holds, fails, True)


def test_one_of_two_shares_needs_only_its_own_guard():
    holds, fails, total = lowered("(plan ? share : water) >= 1", gaps=False)
    guard = "plan == 1 && share_WHOLE > 0 || plan == 0 && water_WHOLE > 0"
    part, whole = (f"(plan == 1 ? share_{end} : water_{end})" for end in ("PART", "WHOLE"))
    assert holds == f"({guard}) && {part} >= {whole}"
    assert fails == f"({guard}) && {part} < {whole}"
    assert not total


# Facts with gaps ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "holds", "fails"),
    [
        # Surely more where the least is more; surely no more where the greatest is not.
        ("n > 3", "n_LO > 3", "n_HI <= 3"),
        ("n >= 3", "n_LO >= 3", "n_HI < 3"),
        ("n < 3", "n_HI < 3", "n_LO >= 3"),
        ("n <= 3", "n_HI <= 3", "n_LO > 3"),
        ("n == 3", "n_LO == 3 && n_HI == 3", "n_HI < 3 || n_LO > 3"),
        ("n != 3", "n_HI < 3 || n_LO > 3", "n_LO == 3 && n_HI == 3"),
        ("3 == n", "3 == n_HI && 3 == n_LO", "3 < n_LO || 3 > n_HI"),
        ("n > m", "n_LO > m_HI", "n_HI <= m_LO"),
        ("n <= m", "n_HI <= m_LO", "n_LO > m_HI"),
        ("n == m", "n_LO == m_HI && n_HI == m_LO", "n_HI < m_LO || n_LO > m_HI"),
        ("funds >= 0.5", "funds_LO >= 50", "funds_HI < 50"),
        ("n + change > 3", "n_LO + change_LO > 3", "n_HI + change_HI <= 3"),
        # Least where the most is taken away.
        ("n - change > 3", "n_LO - change_HI > 3", "n_HI - change_LO <= 3"),
        ("-n > -3", "n_HI * -1 > -3", "n_LO * -1 <= -3"),
        ("-(n + 1) > -3", "(n_HI + 1) * -1 > -3", "(n_LO + 1) * -1 <= -3"),
        ("n * 2 > 3", "n_LO * 2 > 3", "n_HI * 2 <= 3"),
        ("2 * n > 3", "n_LO * 2 > 3", "n_HI * 2 <= 3"),
        ("n * -2 > -3", "n_HI * -2 > -3", "n_LO * -2 <= -3"),
        ("change * 0 > 3", "0 > 3", "0 <= 3"),
        # Neither can be below nought.
        ("n * m > 3", "n_LO * m_LO > 3", "n_HI * m_HI <= 3"),
        (
            "lowest > 3",
            "lowest_SURE == 1 && lowest_LO > 3",
            "lowest_SURE == 1 && lowest_HI <= 3",
        ),
        ("n in [3]", "n_LO == 3 && n_HI == 3", "n_HI < 3 || n_LO > 3"),
        ("plan", "plan == 1", "plan == 0"),
        ("!plan", "plan == 0", "plan == 1"),
        ("plan == true", "plan == 1", "plan == 0"),
        ("plan && visit", "plan == 1 && visit == 1", "plan == 0 || visit == 0"),
        # Unknown choices are below nought.
        ("kind == 'plain'", "kind >= 0 && kind == 1", "kind >= 0 && kind != 1"),
        ("kind != 'plain'", "kind >= 0 && kind != 1", "kind >= 0 && kind == 1"),
        (
            "kind == other",
            "kind >= 0 && other >= 0 && kind == other",
            "kind >= 0 && other >= 0 && kind != other",
        ),
        (
            "kind in ['river', 'hill']",
            "kind >= 0 && kind in [0, 2]",
            "kind >= 0 && !(kind in [0, 2])",
        ),
        # While the condition is open, what both arms say holds.
        (
            "plan ? n > 3 : m > 5",
            "plan == 1 && n_LO > 3 || plan == 0 && m_LO > 5 || n_LO > 3 && m_LO > 5",
            "plan == 1 && n_HI <= 3 || plan == 0 && m_HI <= 5 || n_HI <= 3 && m_HI <= 5",
        ),
        ("plan ? visit : visit", "visit == 1", "visit == 0"),
        (
            "(plan ? n : m) > 3",
            "(plan == 1 ? n_LO : plan == 0 ? m_LO : n_LO <= m_LO ? n_LO : m_LO) > 3",
            "(plan == 1 ? n_HI : plan == 0 ? m_HI : n_HI >= m_HI ? n_HI : m_HI) <= 3",
        ),
        ("(plan ? n : n) > 3", "n_LO > 3", "n_HI <= 3"),
        # A condition that reads no fact is never open.
        ("(1 < 2 ? n : m) > 3", "(1 < 2 ? n_LO : m_LO) > 3", "(1 < 2 ? n_HI : m_HI) <= 3"),
        ("(1 < 2 ? n : 4) > 3", "(1 < 2 ? n_LO : 4) > 3", "(1 < 2 ? n_HI : 4) <= 3"),
        ("(1 < 2 ? 4 : n) > 3", "(1 < 2 ? 4 : n_LO) > 3", "(1 < 2 ? 4 : n_HI) <= 3"),
        (
            "(plan ? n : funds) > 3",
            "(plan == 1 ? n_LO * 100 : plan == 0 ? funds_LO"
            " : n_LO * 100 <= funds_LO ? n_LO * 100 : funds_LO) > 300",
            "(plan == 1 ? n_HI * 100 : plan == 0 ? funds_HI"
            " : n_HI * 100 >= funds_HI ? n_HI * 100 : funds_HI) <= 300",
        ),
        (
            "(plan ? kind : other) == 'hill'",
            "(plan == 1 && kind >= 0 || plan == 0 && other >= 0"
            " || kind >= 0 && other >= 0 && kind == other)"
            " && (plan == 1 ? kind : other) == 0",
            "(plan == 1 && kind >= 0 || plan == 0 && other >= 0"
            " || kind >= 0 && other >= 0 && kind == other)"
            " && (plan == 1 ? kind : other) != 0",
        ),
    ],
)
def test_a_rule_over_facts_with_gaps(text, holds, fails):
    assert lowered(text, gaps=True) == (holds, fails, False)


@pytest.mark.parametrize(
    ("text", "holds", "fails"),
    [
        ("true", "true", "false"),
        ("1 < 2", "1 < 2", "1 >= 2"),
        ("1 == 2", "1 == 2", "1 != 2"),
        ("true ? 1 < 2 : false", "1 < 2", "1 >= 2"),
        ("(true ? 1 : 2) > 0", "1 > 0", "1 <= 0"),
        ("'hill' == 'hill'", "0 == 0", "0 != 0"),
    ],
)
def test_what_reads_no_fact_is_decided_in_spite_of_gaps(text, holds, fails):
    assert lowered(text, gaps=True) == (holds, fails, True)


@pytest.mark.parametrize(
    "text",
    [
        "true && plan",
        "plan == (1 < 2)",
        "(1 < 2) == plan",
        "plan ? 1 < 2 : 1 > 2",
        "true ? plan : 1 < 2",
        "true ? 1 < 2 : plan",
        "(plan ? 1 : 2) > 1",
        "1 < n",
        "n < 1",
        "'hill' == kind",
    ],
)
def test_one_fact_that_may_be_missing_leaves_a_rule_open(text):
    assert lowered(text, gaps=True)[2] is False


def test_a_share_with_gaps_has_a_guard_for_each_end():
    guards = "share_LO_WHOLE > 0 && share_HI_WHOLE > 0 && "
    assert lowered("share >= 0.95", gaps=True) == (
        guards + "share_LO_PART * 20 >= share_LO_WHOLE * 19",
        guards + "share_HI_PART * 20 < share_HI_WHOLE * 19",
        False,
    )


def test_of_a_product_that_may_be_negative_every_end_is_compared():
    number = Lowering(NAMES, gaps=True).number(parse("n * change"))
    ends = ["n_LO * change_LO", "n_LO * change_HI", "n_HI * change_LO", "n_HI * change_HI"]

    def extreme(sign):
        found = ends[0]
        for end in ends[1:]:
            side = f"({found})" if "?" in found else found
            found = f"{side} {sign} {end} ? {side} : {end}"
        return found

    assert to_text(number.least.numerator) == extreme("<=")
    assert to_text(number.greatest.numerator) == extreme(">=")


# What it hands back -------------------------------------------------------------------


def test_a_number_that_is_known_has_one_quotient_for_both_ends():
    complete, open_ = Lowering(NAMES, gaps=False), Lowering(NAMES, gaps=True)
    for text in ("n", "-n", "n + 1", "n * m", "n * change", "2 * n", "n - m", "plan ? n : m"):
        assert complete.number(parse(text)).known
        assert not open_.number(parse(text)).known
    for text in ("1", "-(1 + 2)", "true ? 1 : 2"):
        assert open_.number(parse(text)).known


def test_a_literal_is_a_quotient_in_lowest_terms():
    number = Lowering({}, gaps=True).number(parse("-1.50 * 3"))
    assert (to_text(number.least.numerator), to_text(number.least.denominator)) == ("-9", "2")
    assert number.sure is TRUE


def test_every_kind_of_part_is_lowered_to_its_kind():
    lowering = Lowering(NAMES, gaps=False)
    kinds = {
        "n": LoweredNumber,
        "1.5": LoweredNumber,
        "n > 1": Condition,
        "false": Condition,
        "kind": Code,
    }
    for text, kind in kinds.items():
        assert isinstance(lowering.lower(parse(text)), kind)
    assert lowering.lower(parse("true")) == Condition(TRUE, FALSE, total=True)
    assert lowering.choice(parse("'river'")) == Code(Core().number(2), TRUE)


def test_the_variables_that_were_used_are_kept():
    lowering = Lowering(NAMES, gaps=True)
    lowering.condition(parse("funds > 1 && share > 0.5 && plan && kind == 'hill' && lowest > 1"))
    table = {"hill": 0, "plain": 1, "river": 2}
    assert list(lowering.variables.values()) == [
        Variable(indicator="funds", parts=("least",), scale=100),
        Variable(indicator="funds", parts=("greatest",), scale=100),
        Variable(indicator="share", parts=("least", "whole")),
        Variable(indicator="share", parts=("greatest", "whole")),
        Variable(indicator="share", parts=("least", "part")),
        Variable(indicator="share", parts=("greatest", "part")),
        Variable(indicator="plan", parts=("value",), truth=True),
        Variable(indicator="kind", parts=("value",), codes=table),
        Variable(indicator="lowest", parts=("least",)),
        Variable(indicator="lowest", parts=("greatest",)),
        Variable(indicator="lowest", parts=("sure",)),
    ]
    assert [variable.name for variable in lowering.variables.values()] == list(lowering.variables)


def test_the_variables_of_complete_facts_are_fewer():
    lowering = Lowering(NAMES, gaps=False)
    lowering.condition(parse("funds > 1 && share > 0.5 && lowest > 1"))
    assert list(lowering.variables.values()) == [
        Variable(indicator="funds", parts=("value",), scale=100),
        Variable(indicator="share", parts=("whole",)),
        Variable(indicator="share", parts=("part",)),
        Variable(indicator="lowest", parts=("value",)),
    ]


def test_what_stands_before_a_name_stands_before_its_variable():
    lowering = Lowering(NAMES, gaps=True, about="past.")
    condition = lowering.condition(parse("n > 3"))
    assert to_text(condition.holds) == "past.n_LO > 3"
    assert lowering.variables["past.n_LO"].indicator == "past.n"


def test_rules_that_share_a_core_share_their_equal_parts():
    core = Core()
    one, other = (Lowering(NAMES, gaps=False, core=core) for _ in range(2))
    rule = parse("n * 2 + m > 7")
    assert one.condition(rule).holds is other.condition(rule).holds
    assert one.condition(rule).holds is not Lowering(NAMES, gaps=False).condition(rule).holds


def test_the_table_of_choices_has_every_text_once():
    assert codes(NAMES) == {"hill": 0, "plain": 1, "river": 2, "coast": 3}
    assert codes({"n": NAMES["n"]}) == {}


# Every small scope --------------------------------------------------------------------

SMALL = {
    "up": Signature.number(maximum=2),
    "any": Signature.number(minimum=-2, maximum=1),
    "half": evolve(Signature.number(minimum=-1, maximum=1, places=1), partial=True),
    "rate": evolve(SHARE, numerator=2, denominator=2),
    "plan": TRUTH,
    "kind": Signature(type="choice", choices=("hill", "plain")),
    "other": Signature(type="choice", choices=("plain", "river")),
}
MISSING = (Missing("indicator", "it"),)
ENDS = {
    "up": [0, 1, 2],
    "any": [-2, -1, 0, 1],
    "half": [-1, Fraction(1, 2), 1],
    "rate": [0, Fraction(1, 2), 1],
}


def worths(name):
    """Give every value of a name, known or not."""
    kind = SMALL[name]
    if kind.type != "number":
        return [*((True, False) if kind.type == "truth" else kind.choices), Unknown(MISSING)]
    pairs = list(combinations_with_replacement(map(Fraction, ENDS[name]), 2))
    known = [least if least == most else Unknown(MISSING, least, most) for least, most in pairs]
    unsure = [Unknown(MISSING, least, most, sure=False) for least, most in pairs]
    return known + unsure if kind.partial else known


@pytest.mark.parametrize(
    "text",
    [
        *(f"up {sign} any" for sign in ("<", "<=", ">", ">=", "==", "!=")),
        *(f"half {sign} 0.5" for sign in ("<", "<=", ">", ">=", "==", "!=")),
        *(f"rate {sign} 0.5" for sign in ("<", "<=", ">", ">=", "==", "!=")),
        *(f"up {sign} any >= -1" for sign in ("+", "-", "*")),
        *(f"any {sign} half > 0.5" for sign in ("+", "-", "*")),
        "any * any > 1",
        "any * up >= -1",
        "-any * up > 1",
        "up * (any * -2) < 3",
        "rate * any == -1",
        "rate + half > 1",
        "-rate * 3 < -1",
        "up in [0, 2]",
        "plan == (up > 1)",
        "plan != (rate > 0)",
        "kind == other",
        "kind != other",
        "(plan ? kind : other) == 'plain'",
        "(plan ? kind : kind) in ['plain']",
        "(plan ? up : any) > 0",
        "(plan ? half : up) > 0",
        "(plan ? up : half) > 0",
        "(up > any ? half : any) >= 0",
        "(plan ? rate : up) == 1",
        "plan ? up > 1 : any > 0",
        "plan ? rate > 0 : rate >= 0.5",
        "!(up > 1) || plan && any < 0",
        "up > 0 && (rate < 1 || plan)",
    ],
)
def test_every_small_scope_is_decided_as_the_interpreter_decides(text):
    rule = parse(text)
    lowering = Lowering(SMALL, gaps=True)
    condition = lowering.condition(rule)
    used = [name for name in SMALL if name in text]
    for values in product(*map(worths, used)):
        scope = dict(zip(used, values, strict=True))
        numbers = {
            variable.name: Fraction(variable.of(scope[variable.indicator]))
            for variable in lowering.variables.values()
        }
        expected = interpret(rule, scope).value
        found = [interpret(side, numbers).value for side in (condition.holds, condition.fails)]
        assert found == [expected is True, expected is False], scope
