"""The kit: what comes along passes it, and each kind of liar is caught with an example."""

import itertools
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

import pytest
from attrs import define, frozen
from hypothesis import given
from hypothesis import strategies as st

from civil_village.canonical import plain
from civil_village.curves.curve import Knot, Linear, Step, Steps
from civil_village.messages import Message
from civil_village.requirements import Requirement
from civil_village.rules import Rule, number_bounds
from civil_village.standards import (
    Added,
    All,
    ByCurve,
    ByPart,
    ByScore,
    CombinedPart,
    Count,
    Divided,
    Fault,
    GeometricMean,
    Given,
    Grading,
    Less,
    Levels,
    Minimum,
    Occurrences,
    PointsShort,
    Ranking,
    Scorers,
    Sum,
    WeightedSum,
)
from civil_village.testing import (
    check_aggregation,
    check_grading,
    check_ranking,
    combinations,
    combined_parts,
    count_gradings,
    curve_gradings,
    given_gradings,
    less_gradings,
    occurrence_gradings,
    points_short_gradings,
)
from civil_village.written_forms import Form, Shorter, is_no_mapping, is_text

OF = Rule("number")
STEPS = Steps([Step(from_=4, give=1), Step(above=10, give=2)])
GRADINGS = [
    All(),
    Sum(),
    Levels(),
    Divided(step=Decimal("0.01")),
    Count(),
    Count(met=[0, Decimal("0.5"), 1]),
    Count(short=[1, Decimal("0.66"), 0]),
    ByCurve(of=OF, by=STEPS),
    ByCurve(of=OF, by=Linear([Knot(at=0, give=0), Knot(at=3, give=10)])),
    PointsShort(of=OF, target=Decimal("0.95"), lose=1),
    Occurrences(of=OF, lose=Decimal("0.5"), free=1, floor=2),
    Less(
        faults=[
            Fault(id="spots", of=OF, lose=Decimal("0.5"), free=1, most=3),
            Fault(id="notice", when=Rule("missing"), lose=2),
            Fault(id="short", of=OF, target=Decimal("0.9"), each=Decimal("0.01"), lose=1),
            Fault(id="days", of=OF, by=STEPS),
        ],
        floor=2,
    ),
    Given(of=OF),
]
RANKINGS = [ByScore(), ByScore(best="low", by=["site", "veto count"]), ByPart(of="work")]


@pytest.mark.parametrize("grading", GRADINGS, ids=repr)
def test_each_grading_of_the_library_passes(grading):
    check_grading(grading)


def test_each_kind_of_the_library_is_among_those_that_are_checked():
    known = Scorers.builtin()
    assert {type(grading) for grading in GRADINGS} == set(known.gradings.values())
    assert {type(ranking) for ranking in RANKINGS} == set(known.rankings.values())


@pytest.mark.parametrize(
    "drawn",
    [
        count_gradings(),
        curve_gradings(),
        points_short_gradings(),
        occurrence_gradings(),
        less_gradings(),
        given_gradings(),
    ],
    ids=["count", "curve", "points_short", "occurrences", "less", "given"],
)
def test_gradings_with_any_parameters_pass(drawn):
    check_grading(drawn, full=100)


@given(combined_parts().flatmap(lambda made: st.tuples(combinations(made), st.just(made))))
def test_aggregations_with_any_parameters_pass(drawn):
    aggregation, combined = drawn
    check_aggregation(aggregation, parts=combined)


@pytest.mark.parametrize("ranking", RANKINGS, ids=repr)
def test_each_ranking_of_the_library_passes(ranking):
    check_ranking(ranking)


# Liars -------------------------------------------------------------------------------


@frozen(kw_only=True)
class Honest(All):
    """All or nothing under another name; liars are made of it."""

    name: ClassVar[str] = "honest"

    def told(self):
        return All().told()


def test_what_liars_are_made_of_passes():
    check_grading(Honest())


class AboveFull(Honest):
    def points(self, case):
        return case.full, case.full + 1


class BelowNothing(Honest):
    def points(self, case):
        return Fraction(-1), case.full


class TurnedRound(Honest):
    def points(self, case):
        least, greatest = All().points(case)
        return greatest, least


class Inexact(Honest):
    def points(self, case):
        return 0.0, float(case.full)


class Falling(Honest):
    """Says that it is monotone, and takes all points where all is met."""

    def points(self, case):
        least, greatest = All().points(case)
        return case.full - greatest, case.full - least


class Sure(Honest):
    """Takes what is open for unmet."""

    def points(self, case):
        least, _ = All().points(case)
        return least, least


class Vague(Honest):
    """Never says how many."""

    def points(self, case):
        return Fraction(0), case.full


class Third(Honest):
    def points(self, case):
        least, greatest = All().points(case)
        return least / 3, greatest / 3


class Changing(Honest):
    calls = itertools.count()

    def points(self, case):
        number = Fraction(next(self.calls) % 7)
        return number, number


class Failing(Honest):
    def points(self, case):
        return Fraction(1, 0), case.full


class AskingTooMuch(Honest):
    def asked(self, case):
        return case.full, case.full * 2


class Refusing(Honest):
    def problems_in(self, full, requirements):
        return Sum().problems_in(full * 2, requirements)


class BadName(Honest):
    name: ClassVar[str] = "过半"


class BadVersion(Honest):
    version = "1.0"


class Silent(Honest):
    def told(self):
        return Message.own(("", "nothing"))


class Unheard(Honest):
    def told(self):
        return Message("grading.of-strangers")


class Forgetful(Honest):
    def told(self):
        return Message("own", zh="{a}", en="{b}")


class Babbling(Honest):
    calls = itertools.count()

    def told(self):
        return Message.own(("第{n}次", "time {n}"), n=next(self.calls))


@pytest.mark.parametrize(
    ("liar", "sentence"),
    [
        (AboveFull, "points stand between 0 and the criterion's"),
        (BelowNothing, "points stand between 0 and the criterion's"),
        (TurnedRound, "least points are not above greatest"),
        (Inexact, "points are least and greatest, exact numbers"),
        (Falling, "it says that it is monotone: more never gives less"),
        (Sure, "points stay inside their bounds, however gaps are filled"),
        (Vague, "nothing missing gives one number"),
        (Third, "points have a last digit, unless `endless` says otherwise"),
        (Changing, "the same gives the same, whatever was asked before"),
        (Failing, "it has an answer for all that its problems allow"),
        (AskingTooMuch, "asked stand between 0 and the criterion's"),
        (Refusing, "it fits a criterion that was tried; hand in `requirements` that it fits"),
        (BadName, "its name is an id, as documents write it"),
        (BadVersion, "its version is a whole number from 1 on"),
        (Silent, "it says something in zh"),
        (Unheard, "it tells a text of the library, or its own by Message.own"),
        (Forgetful, "what it tells can be stored"),
        (Babbling, "it tells the same every time"),
    ],
)
def test_a_grading_that_breaks_a_promise_is_caught(liar, sentence):
    with pytest.raises(AssertionError) as caught:
        check_grading(frozen(liar)())
    assert str(caught.value).splitlines()[0] == sentence


def test_what_is_told_of_a_broken_promise_has_the_smallest_example():
    with pytest.raises(AssertionError) as caught:
        check_grading(frozen(Sure)())
    assert str(caught.value) == (
        "points stay inside their bounds, however gaps are filled\n"
        "  scorer: Sure()\n"
        "  full: 10\n"
        "  found: undetermined\n"
        "  points: 0 to 0\n"
        "  filled: met\n"
        "  then: 10 to 10"
    )


def test_a_liar_among_those_that_a_strategy_draws_is_caught():
    liars = st.sampled_from([Honest(), frozen(AboveFull)()])
    with pytest.raises(AssertionError, match="points stand between 0"):
        check_grading(liars)


def test_a_random_one_that_a_strategy_draws_is_caught_as_such():
    with pytest.raises(AssertionError, match="the same gives the same"):
        check_grading(st.builds(frozen(Changing)))


@define
class Mutable(Grading):
    name: ClassVar[str] = "mutable"
    version: ClassVar[int] = 1
    share: Decimal = Decimal("0.5")


@frozen
class Unhashable(Grading):
    name: ClassVar[str] = "unhashable"
    version: ClassVar[int] = 1
    shares: list[Decimal]


@frozen
class Unequal(All):
    """Comes back as another one."""

    name: ClassVar[str] = "unequal"
    form: ClassVar[Form] = Form(
        named=True,
        shorter=Shorter(kind=str, fits=is_text, long=lambda _: {}, brief=lambda _: {}),
    )
    share: Decimal = Decimal("0.5")


@frozen
class Nameless(All):
    """Says its one parameter, and forgets its name."""

    name: ClassVar[str] = "nameless"
    form: ClassVar[Form] = Form.short("share", kind=Decimal, fits=is_no_mapping)
    share: Decimal = Decimal("0.5")


class Plain(Grading):
    name = "plain"
    version = 1


@frozen
class Shorthand(Honest):
    """Its parameter may stand for the whole; methods by which it might be written are not asked."""

    name: ClassVar[str] = "shorthand"
    form: ClassVar[Form] = Form.short("share", kind=Decimal, fits=is_no_mapping, named=True)
    share: Decimal = Decimal("0.5")

    def plain(self):
        raise AssertionError

    def from_plain(self):
        raise AssertionError


def test_a_grading_is_written_as_its_form_declares():
    check_grading(Shorthand(Decimal("0.2")))
    assert plain(Shorthand(Decimal("0.2"))) == {"shorthand": Decimal("0.2")}


@pytest.mark.parametrize(
    ("liar", "sentence"),
    [
        (Mutable(), "it cannot be changed"),
        (Unhashable([]), "it can be hashed"),
        (Unequal(Decimal("0.2")), "it is read as it is written"),
        (Nameless(Decimal("0.2")), "it is read as it is written"),
        (Plain(), "its class is made by attrs.frozen"),
        (Added(), "it derives from Grading"),
    ],
)
def test_a_grading_that_is_no_frozen_model_is_caught(liar, sentence):
    with pytest.raises(AssertionError) as caught:
        check_grading(liar)
    assert str(caught.value).splitlines()[0] == sentence


@frozen(kw_only=True)
class Measuring(Given):
    name: ClassVar[str] = "measuring"


class TooNarrow(Measuring):
    """Takes the middle of an interval."""

    def points(self, case):
        least, greatest, _ = number_bounds(*case.values)
        return (least + greatest) / 2, (least + greatest) / 2


class Decided(Measuring):
    """Takes what may have no value for what it would be at the least."""

    def points(self, case):
        least, greatest, sure = number_bounds(*case.values)
        return (least, greatest) if sure else (least, least)


class Lowering(Measuring):
    def points(self, case):
        least, greatest = Given(of=OF).points(case)
        return case.full - greatest, case.full - least


@pytest.mark.parametrize(
    ("liar", "sentence"),
    [
        (TooNarrow, "points stay inside their bounds, however gaps are filled"),
        (Decided, "points stay inside their bounds, however gaps are filled"),
        (Lowering, "it says that it is monotone: more never gives less"),
    ],
)
def test_a_grading_of_a_number_that_breaks_a_promise_is_caught(liar, sentence):
    check_grading(Measuring(of=OF))
    with pytest.raises(AssertionError) as caught:
        check_grading(frozen(kw_only=True)(liar)(of=OF))
    assert str(caught.value).splitlines()[0] == sentence


@frozen(kw_only=True)
class Four(Honest):
    """Fits criteria of four requirements only."""

    name: ClassVar[str] = "four"

    def problems_in(self, full, requirements):
        yield from Sum().problems_in(full, []) if len(requirements) != 4 else ()


def test_requirements_can_be_handed_in():
    with pytest.raises(AssertionError, match="hand in `requirements`"):
        check_grading(Four())
    check_grading(Four(), requirements=[Requirement(id=name, rule=OF) for name in "abcd"])


# Aggregations ------------------------------------------------------------------------


@frozen(kw_only=True)
class Adding(Added):
    name: ClassVar[str] = "adding"


class Descending(Adding):
    def points(self, parts):
        return sum(part.full - part.points for part in parts)


class Negative(Adding):
    def points(self, parts):
        return Added().points(parts) - 1


class Rough(Adding):
    def points(self, parts):
        return float(Added().points(parts))


class Endless(Adding):
    def points(self, parts):
        return Added().points(parts) / 3


class Drifting(Adding):
    calls = itertools.count()

    def points(self, parts):
        return Added().points(parts) + next(self.calls)


@pytest.mark.parametrize(
    ("liar", "sentence"),
    [
        (Descending, "the number never falls as points of a part rise"),
        (Negative, "it gives no number below 0"),
        (Rough, "it gives an exact number"),
        (Endless, "the number has a last digit, unless `endless` says otherwise"),
        (Drifting, "the same gives the same, whatever was asked before"),
    ],
)
def test_an_aggregation_that_breaks_a_promise_is_caught(liar, sentence):
    check_aggregation(Adding())
    with pytest.raises(AssertionError) as caught:
        check_aggregation(frozen(liar)())
    assert str(caught.value).splitlines()[0] == sentence


def test_an_aggregation_needs_parts_that_it_fits():
    by = WeightedSum(weights={"visit": 1})
    with pytest.raises(AssertionError, match=r"hand in `parts`(?s:.)*parts: a, b"):
        check_aggregation(by)
    check_aggregation(by, parts=[CombinedPart("visit", Fraction(10), Fraction(0))])


def test_the_other_kinds_of_aggregation_pass():
    check_aggregation(Minimum(full=10))
    check_aggregation(GeometricMean(full=10, step=Decimal("0.1")))


# Rankings ----------------------------------------------------------------------------


class Hasty(ByScore):
    """Takes the least score for the score."""

    name = "hasty"

    def keys(self, result):
        return ((result.bounds[0], result.bounds[0]),)


class Uneven(ByScore):
    name = "uneven"

    def keys(self, result):
        return ByScore().keys(result) * (1 if result.score is None else 2)


class Keyless(ByScore):
    name = "keyless"

    def keys(self, result):
        return ()


class Unshown(ByScore):
    name = "unshown"

    def shown(self, result):
        return (1.5, 2.5)


@pytest.mark.parametrize(
    ("liar", "sentence"),
    [
        (frozen(Hasty)(), "keys stay inside their bounds, however gaps are filled"),
        (frozen(Uneven)(), "every result has as many keys"),
        (frozen(Keyless)(), "every key has an exact least and greatest"),
        (frozen(Unshown)(), "it shows exact least and greatest points"),
        (ByPart(of="hygiene"), "it fits the results; hand in `pairs` that it fits"),
    ],
)
def test_a_ranking_that_breaks_a_promise_is_caught(liar, sentence):
    with pytest.raises(AssertionError) as caught:
        check_ranking(liar)
    assert str(caught.value).splitlines()[0] == sentence


WAYS = ("keys", "shown")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("best", "first", "`best` is one of two"),
        ("ties", "any", "`ties` is one of three"),
        ("only", "any", "`only` is one of three"),
        ("within", 3, "`within` is nothing or an id"),
    ],
)
def test_a_ranking_with_settings_of_its_own_is_caught(name, value, sentence):
    own = {"name": "own", "version": 1, "ties": "competition", "only": "all", "within": None}
    asked = {way: lambda _, result, way=way: getattr(ByScore(), way)(result) for way in WAYS}
    told = {"told": lambda _: ByScore().told()}
    check_ranking(frozen(type("Own", (Ranking,), own | asked | told))())
    liar = frozen(type("Liar", (Ranking,), own | asked | told | {name: value}))
    with pytest.raises(AssertionError) as caught:
        check_ranking(liar())
    assert str(caught.value).splitlines()[0] == sentence
