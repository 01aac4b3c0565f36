"""The command that judges the records of matters."""

import json

import pytest

import civil_village as cv
from civil_village.cli.commands import main
from tests.procedures.meetings import FOUR_TWO, GOOD, changed, counted, log


@pytest.fixture
def files(tmp_path):
    """Write a procedure and a log, and give their paths."""

    def write(events=GOOD, **more):
        (tmp_path / "procedure.yaml").write_text(FOUR_TWO, encoding="utf-8")
        (tmp_path / "log.json").write_text(cv.dumps(log(*events, **more)), encoding="utf-8")
        return [str(tmp_path / "procedure.yaml"), str(tmp_path / "log.json")]

    return write


def run(capsys, *arguments):
    """Run a command, and give its code, its answer and its errors."""
    code = main(["procedure", "check", *arguments])
    answer = capsys.readouterr()
    return code, answer.out, answer.err


def test_every_matter_of_a_log_is_judged(capsys):
    code, out, err = run(
        capsys, "four.procedure", "four.log", "--as-of", "2026-03-25", "--lang", "zh"
    )
    assert (code, err) == (0, "")
    words = [line.strip() for line in out.splitlines() if "结论" in line]
    assert words == [
        "结论：有步骤逾期未办",
        "结论：表决未通过，程序合规，此事终结",
        "结论：未定",
        "结论：目前合规，尚有步骤待办",
        "结论：不合程序",
    ]
    assert out.splitlines()[0] == "四议两公开（虚构） · bridge，截至 2026-03-25"


def test_one_matter_can_be_asked_for_and_another_is_told(capsys):
    arguments = ["four.procedure", "four.log", "--as-of", "2026-07-01", "--matter"]
    code, out, _ = run(capsys, *arguments, "road")
    assert (code, out.count("verdict:")) == (0, 1)
    code, out, err = run(capsys, *arguments, "raod")
    assert (code, out) == (1, "")
    assert "did you mean road?" in err


def test_a_log_that_names_no_matters_says_that_there_are_none(capsys, files):
    code, _, err = run(
        capsys, *files(), "--as-of", "2026-04-15", "--matter", "well", "--lang", "en"
    )
    assert code == 1
    assert "got well; expected none, since there are none" in err


def test_the_answer_can_be_json(capsys, files):
    events = changed("e3", more=counted(30, 19, 15))
    code, out, _ = run(capsys, *files(events), "--as-of", "2026-05-01", "--json")
    assert code == 0
    (found,) = json.loads(out)
    assert (found["procedure"], found["matter"], found["word"]) == ("demo.four_two", "", "invalid")
    assert found["steps"][2]["record"] == "e3"
    (fault,) = found["faults"]
    assert (fault["step"], fault["rule"]) == ("deliberate", "deliberate.quorum")
    assert fault["failures"] == [
        {
            "rule": "attendance >= 2 / 3",
            "found": {"fraction": "19/30"},
            "limit": {"fraction": "2/3"},
            "by": {"fraction": "1/30"},
        }
    ]
    assert fault["text"]["zh"] == "未达到“到会人数”：到会率：63.33…%，至少 2/3，差 3.33… 个百分点"


def test_impossible_numbers_open_votes_and_gaps_are_json_too(capsys, files):
    events = [*changed("e3", more=counted(30, 31, 15))[:4],
              ("e4", "decide", 13, {"by": "representatives", "should_attend": 60, "present": 41})]  # fmt: skip
    _, out, _ = run(capsys, *files(events), "--as-of", "2026-03-14", "--json")
    (found,) = json.loads(out)
    assert found["faults"][0]["problem"]["code"] == "part-exceeds-whole"
    assert found["enough"] == [
        {"event": "e4", "indicator": "agree", "least": 21, "most": 41, "possible": True}
    ]
    assert found["missing"] == [["row", "agree", "e4"]]


def test_what_was_known_on_a_day_can_be_asked(capsys, files):
    events = [*GOOD[:5], ("e5", "publish", 18, {"recorded": "2026-03-25T09:00:00+08:00"})]
    paths = files(events)
    for known, word in ((["--known", "2026-03-20"], "overdue"), ([], "in order so far")):
        _, out, _ = run(capsys, *paths, "--as-of", "2026-03-20", *known)
        assert word in out


def test_working_days_can_be_those_of_a_table(capsys):
    arguments = ["representatives.procedure", "four.log", "--as-of", "2026-03-20"]
    _, out, _ = run(capsys, *arguments)
    assert "weekends only" in out
    _, out, _ = run(capsys, *arguments, "--workdays", "national.workdays")
    assert "weekends only" not in out


def test_where_nothing_has_happened_all_is_owed(capsys, files):
    code, out, _ = run(capsys, *files([]), "--as-of", "2026-03-01")
    assert code == 0
    assert "proposal: due" in out


def test_names_that_the_procedure_does_not_have_are_told_with_their_place(capsys, files):
    events = [*GOOD, ("e9", "publsh", 19)]
    code, out, err = run(capsys, *files(events), "--as-of", "2026-03-20")
    assert (code, "verdict" in out) == (1, True)
    assert "log.json, events.e9.kind, line" in err
    assert "did you mean publish?" in err


def test_what_cannot_be_read_is_told_with_its_line(capsys, files):
    events = changed("e3", more={"present": "many"})
    code, out, err = run(capsys, *files(events), "--as-of", "2026-03-20")
    assert (code, out) == (1, "")
    assert "log.json, events.e3.values.present, line" in err


def test_a_day_that_is_none_is_an_error_of_usage(capsys):
    code, _, err = run(capsys, "four.procedure", "four.log", "--as-of", "March")
    assert code == 2
    assert "--as-of" in err
