"""Procedures as documents: what is refused at loading, and what is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.calendar import Notice, TimeLimit
from civil_village.procedures import ProcedureStep, StepRequirement
from civil_village.procedures.least_times import exceeds, least_time, longest, shortest
from civil_village.testing import strategy_of
from tests.procedures.meetings import CATALOGUE, FOUR_TWO, on, procedure

LAST = on("5000-01-01")


def problems(text):
    """Give path and code of everything that is wrong with a procedure."""
    with pytest.raises(cv.DocumentError) as caught:
        procedure(text)
    found = caught.value.problems
    return [(".".join(map(str, problem.path)), problem.code) for problem in found]


def test_a_procedure_is_written_as_it_was_read():
    made = procedure()
    assert cv.loads(cv.dumps(made), cv.Procedure) == made
    assert procedure("steps: [{id: meet, notice: 10 days}]").steps[0].notice == Notice(
        before="10 days"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("steps: []", [("steps", "empty-list")]),
        ("steps: [{id: a}, {id: a}]", [("steps.1.id", "duplicate-id")]),
        ("steps: [{id: a, after: [b]}]", [("steps.0.after.0", "unknown-name")]),
        ("steps: [{id: a, by: [x]}]", [("steps.0.by.0", "unknown-body")]),
        ("steps: [{id: notice}]", [("steps.0.id", "reserved-word")]),
        ("steps: [{id: withdraw}]", [("steps.0.id", "reserved-word")]),
        ("steps: [{id: a, due: 5 days}]", [("steps.0.due", "key-of-other-type")]),
        ("steps: [{id: a, interval: 5 days}]", [("steps.0.interval", "key-of-other-type")]),
        (
            "steps: [{id: a, after: [b]}, {id: b, after: [a]}]",
            [("steps", "made-of-itself")],
        ),
        ("steps: [{id: a}]\nmerges: [{id: m, of: [a]}]", [("merges.0.of", "out-of-range")]),
        ("steps: [{id: a}]\nmerges: [{id: m, of: [a, b]}]", [("merges.0.of.1", "unknown-name")]),
        (
            "steps: [{id: a}, {id: b}]\nmerges: [{id: a, of: [a, b]}]",
            [("merges.0.id", "duplicate-id")],
        ),
        (
            "catalogue: {subjects: {record: {label: 记录}}, indicators: {}}\nsteps: [{id: a}]",
            [("catalogue.subjects.record", "reserved-word")],
        ),
        (
            "steps: [{id: a, require: [{id: q, rule: x}, {id: q, rule: x}]}]",
            [
                ("steps.0.require.0.rule", "unknown-indicator"),
                ("steps.0.require.1.id", "duplicate-id"),
                ("steps.0.require.1.rule", "unknown-indicator"),
            ],
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(text, found):
    assert problems(text) == found


# What no record can keep to -------------------------------------------------------------

CHAIN = """
steps:
  - {id: a}
  - {id: b, after: [a], interval: 7 days}
  - {id: c, after: [b], interval: 7 days}
"""


@pytest.mark.parametrize(
    ("within", "fits"), [("14 days", True), ("13 days", False), ("2 weeks", True)]
)
def test_least_intervals_must_fit_into_the_time_for_all(within, fits):
    text = CHAIN + f"within: {within}\n"
    if fits:
        procedure(text)
    else:
        assert problems(text) == [("within", "too-little-time")]


def test_the_path_that_takes_too_long_is_told():
    with pytest.raises(cv.DocumentError) as caught:
        procedure(CHAIN + "within: 13 days\n")
    assert caught.value.problems[0].text("en") == (
        "within, line 9, column 9: too little time: no record can keep to it, got 13 days; "
        "expected at least 14 days.\n"
        "Hint: the least times along a, b, c come to that [too-little-time]"
    )


def test_a_merge_takes_its_interval_away():
    # Merged, a and b are one day: seven days are enough; six are not.
    merged = CHAIN + "merges: [{id: ab, of: [a, b]}]\n"
    procedure(merged + "within: 7 days\n")
    assert problems(merged + "within: 6 days\n") == [("within", "too-little-time")]


def test_one_step_is_in_one_merge_only():
    # Of a, b and b, c one alone can be merged: seven days are left.
    both = CHAIN + "merges: [{id: ab, of: [a, b]}, {id: bc, of: [b, c]}]\n"
    procedure(both + "within: 7 days\n")
    assert problems(both + "within: 6 days\n") == [("within", "too-little-time")]


def test_of_several_paths_the_longest_counts():
    text = """
    within: {} days
    steps:
      - {{id: a}}
      - {{id: b, after: [a], interval: 3 days}}
      - {{id: c, after: [a], interval: 10 days}}
      - {{id: d, after: [b, c], interval: 4 days}}
    """
    procedure(text.format(14))
    assert problems(text.format(13)) == [("within", "too-little-time")]


@pytest.mark.parametrize(
    ("interval", "due", "fits"),
    [
        ("7 days", "7 days", True),
        ("8 days", "7 days", False),
        ("2 weeks", "13 days", False),
        ("1 month", "27 days", False),
        ("1 month", "28 days", True),  # from the end of January
        ("20 days", "1 month", True),
        ("32 days", "1 month", False),
        ("3 working days", "2 days", False),
        ("3 working days", "3 days", True),
        ("9 days", "2 working days", True),  # nobody knows how long holidays are
        ("3 working days", "2 working days", False),
    ],
)
def test_a_step_must_be_able_to_keep_to_its_own_times(interval, due, fits):
    text = f"steps: [{{id: a}}, {{id: b, after: [a], interval: {interval}, due: {due}}}]"
    if fits:
        procedure(text)
    else:
        assert problems(text) == [("steps.1.due", "too-little-time")]


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        (["attendance > 1"], [("require.0.rule", "never-holds")]),
        (["attendance > 2 / 3", "attendance < 1 / 2"], [("require", "never-holds")]),
        (["present >= 3 && attendance > 0.5", "present < 3"], [("require", "never-holds")]),
        (["attendance >= 2 / 3", "of_all > 1 / 2"], []),
    ],
)
def test_requirements_that_no_record_can_meet_are_refused(rules, found):
    require = ", ".join(f'{{id: r{n}, rule: "{rule}"}}' for n, rule in enumerate(rules))
    text = CATALOGUE + f"steps: [{{id: meet, require: [{require}]}}]\n"
    if found:
        assert problems(text) == [(f"steps.0.{path}", code) for path, code in found]
    else:
        procedure(text)


def test_conditions_under_which_they_apply_may_keep_requirements_apart():
    procedure(
        CATALOGUE
        + """\
steps:
  - id: meet
    require:
      - {id: few, applies: "should_attend < 10", rule: "attendance == 1"}
      - {id: many, applies: "should_attend >= 10", rule: "attendance >= 0.5"}
      - {id: half, rule: "attendance < 1 || present > 3"}
"""
    )


def test_quotients_are_pointed_out_for_other_engines():
    found = cv.lint(FOUR_TWO)
    assert [(".".join(map(str, p.path)), p.code, p.found) for p in found] == [
        ("steps.2.require.0.rule", "float-reading", "2 / 3"),
        ("steps.2.require.1.rule", "float-reading", "1 / 2"),
        ("steps.3.require.0.rule", "float-reading", "2 / 3"),
        ("steps.3.require.1.rule", "float-reading", "1 / 2"),
    ]


def test_there_are_at_most_so_many_steps_and_merges():
    steps = ", ".join(f"{{id: s{n}}}" for n in range(101))
    assert problems(f"steps: [{steps}]") == [("steps", "out-of-range")]
    merges = ", ".join(f"{{id: m{n}, of: [a, b]}}" for n in range(9))
    assert problems(f"steps: [{{id: a}}, {{id: b}}]\nmerges: [{merges}]") == [
        ("merges", "out-of-range")
    ]


# Parts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("0 days", 0, 0),
        ("10 days", 10, 10),
        ("3 weeks", 21, 21),
        ("1 month", 28, 31),
        ("2 months", 59, 62),
        ("13 months", 393, 397),
        ("2 years", 730, 732),
        ("5 working days", 5, None),
        ("0 working days", 0, 0),
    ],
)
def test_times_in_days(text, least, most):
    limit = TimeLimit.parse(text)
    assert (shortest(limit), longest(limit)) == (least, most)


@given(strategy_of(TimeLimit).filter(lambda limit: limit.number < 400), st.dates(max_value=LAST))
def test_no_time_is_shorter_or_longer_than_it_can_be(limit, day):
    days, most = (limit.due(day) - day).days, longest(limit)
    assert shortest(limit) <= days
    assert most is None or days <= most
    if days < 10**4:
        assert not exceeds(limit, TimeLimit(days, "day"))


def test_times_of_ten_thousand_days_and_more_are_told_too():
    chain = "".join(f", {{id: s{n}, after: [s{n - 1}], interval: 9999 days}}" for n in (1, 2))
    text = f"steps: [{{id: s0}}{chain}]\nwithin: 1 year"
    assert problems(text) == [("within", "too-little-time")]


def test_a_notice_is_given_and_opens_alike():
    notice = Notice(before="10 days")
    assert notice.until(on("2026-03-12")) == on("2026-03-01")
    assert notice.opens(on("2026-03-01")) == on("2026-03-12")
    weeks = Notice(before="2 working days", counts="nth")
    # Thursday and Friday before Monday the 9th: given on Wednesday, the step is on Friday.
    assert weeks.until(on("2026-03-06")) == on("2026-03-04")


def test_python_makes_procedures_too():
    quorum = StepRequirement(id="quorum", rule="attendance >= 2 / 3")
    assert quorum.rule == cv.Rule("attendance >= 2 / 3")
    with pytest.raises(cv.DocumentError) as caught:
        cv.Procedure(id="demo", steps=[ProcedureStep(id="meet", require=[quorum])])
    assert [problem.code for problem in caught.value.problems] == ["unknown-indicator"]
    with pytest.raises(KeyError):
        procedure().step("nothing")


def test_the_longest_path_is_named():
    steps = {step.id: step for step in procedure().steps}
    least, path = least_time(steps, procedure().merges)
    assert (least, path[-1]) == (7, "decide")


def test_a_procedure_tells_its_steps_in_both_languages():
    made = procedure(
        FOUR_TWO.replace("within: 60 days", "within: {time: 20 days, through: decide}").replace(
            'rule: "attendance >= 2 / 3"}', 'rule: "attendance >= 2 / 3", applies: "present > 5"}'
        )
    )
    english = made.explain().text("en").splitlines()
    assert english[:5] == [
        "four deliberations",
        "  proposal (branch)",
        "  talk (committees)",
        "    comes after: proposal",
        "  deliberation (members' meeting)",
    ]
    assert english[6:9] == [
        "    announced: 3 days in full before",
        '    requirement "quorum": attendance is at least 2/3 (where present is more than 5)',
        '    vote "vote": share of all is at least 1/2',
    ]
    chinese = made.explain().text("zh").splitlines()
    assert "    间隔至少 7 天" in chinese
    assert chinese[-3:] == [
        "  合并会议",
        "    一次记录可代替：提议、商议",
        "  至“决议”止 20 天内",
    ]
    whole = procedure(FOUR_TWO).explain().text("en")
    assert whole.endswith("all of it within 60 days")
    assert "within 5 days" in whole


def test_a_time_through_a_step_is_for_what_it_comes_after():
    text = """
    within: {time: 10 days, through: b}
    steps:
      - {id: a}
      - {id: b, after: [a], interval: 10 days}
      - {id: c, after: [b], interval: 10 days}
    """
    made = procedure(text)
    assert [*made.timed] == ["a", "b"]
    assert problems(text.replace("time: 10 days", "time: 9 days")) == [
        ("within", "too-little-time")
    ]
    assert problems(text.replace("through: b", "through: d")) == [
        ("within.through", "unknown-name")
    ]
