"""The commands of profiles and editions: what they answer, and what they refuse."""

import json
from pathlib import Path

import pytest

import civil_village as cv
from civil_village.cli import main
from civil_village.documents import digest

PROFILE = """kind: profile
format: 1
id: demo.town
edition: "1"
label: {zh: 示例镇, en: a town}
of: {id: qinghe.villages, edition: "2025"}
changes:
  - {change: order.meetings.held, set: {rule: "meetings >= 4"}, reason: 每季度一次}
"""


@pytest.fixture(autouse=True)
def _files(tmp_path, monkeypatch):
    """A profile, and the standard that it is of, in the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("town.yaml").write_text(PROFILE, encoding="utf-8")
    Path("county.json").write_text(cv.dumps(cv.bundled("qinghe.2025")), encoding="utf-8")


def test_the_whole_document_is_shown_or_written(capsys):
    assert main(["profile", "resolve", "town.yaml", "--with", "county.json"]) == 0
    shown = cv.loads(capsys.readouterr().out)
    assert shown.requirement("order.meetings.held").rule == cv.Rule("meetings >= 4")
    arguments = ["profile", "resolve", "town.yaml", "--with", "county.json", "-o", "whole.json"]
    assert main(arguments) == 0
    assert cv.loads(Path("whole.json").read_text(encoding="utf-8")) == shown
    # It is not replaced unasked.
    assert main(arguments) == 2
    assert main([*arguments, "--force"]) == 0


def test_a_check_tells_the_digest_and_how_much_is_changed(capsys):
    assert main(["profile", "check", "town.yaml", "--with", "county.json"]) == 0
    out = capsys.readouterr().out
    pin = digest(cv.bundled("qinghe.2025"))
    assert f"qinghe.villages@2025 has digest: {pin}" in out
    assert "town.yaml: no problems; 1 changes give demo.town@1" in out
    Path("town.yaml").write_text(
        PROFILE.replace('edition: "2025"}', f'edition: "2025", digest: {pin}}}'), encoding="utf-8"
    )
    assert main(["profile", "check", "town.yaml", "--with", "county.json", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == "town.yaml：无问题，合成 demo.town@1，改动 1 处\n"


def test_bundled_profiles_find_what_they_are_of(capsys):
    assert main(["profile", "check", "liuxi.leadership"]) == 0
    assert capsys.readouterr().out == (
        "liuxi.leadership: no problems; 2 changes give liuxi.leadership@2024\n"
    )


def test_a_bundled_document_that_uses_others_may_stand_on_the_shelf(capsys):
    assert main(["profile", "check", "liuxi.leadership", "--with", "plan6.campaign"]) == 0
    assert main(["diff", "qinghe.2023", "qinghe.2023", "--with", "plan6.campaign"]) == 0
    assert capsys.readouterr().err == ""


def test_what_is_wrong_is_told_with_its_place_and_nothing_is_written(capsys):
    Path("town.yaml").write_text(PROFILE.replace("meetings >= 4", "meetngs >= 4"), encoding="utf-8")
    arguments = ["profile", "resolve", "town.yaml", "--with", "county.json", "-o", "whole.json"]
    assert main(arguments) == 1
    told = capsys.readouterr().err
    assert told.startswith("town.yaml, changes[0].set.rule, line 8, column 48: unknown indicator")
    assert "did you mean meetings?" in told
    assert not Path("whole.json").exists()
    assert main(["profile", "resolve", "town.yaml"]) == 1
    assert "of" in capsys.readouterr().err
    assert main(["profile", "resolve", "county.json"]) == 2
    assert "county.json is no profile" in capsys.readouterr().err


def test_a_profile_stands_wherever_its_whole_may(capsys):
    records = cv.dumps(cv.bundled("qinghe.villages")).replace('"cinema": true, ', "")
    Path("villages.json").write_text(records, encoding="utf-8")
    arguments = ["evaluate", "town.yaml", "villages.json", "--with", "county.json"]
    assert main(arguments) == 0
    assert "Shangwan" in capsys.readouterr().out
    # Xiawan has two meetings, which were enough for the county: 15 points less.
    assert main([*arguments, "--json"]) == 0
    results = json.loads(capsys.readouterr().out)
    assert [each["bounds"][0] for each in results] == [100, 58, 75]


def test_exit_codes_say_whether_editions_compare(capsys):
    assert main(["diff", "qinghe.2023", "qinghe.2023"]) == 0
    assert "nothing differs" in capsys.readouterr().out
    standard = cv.bundled("qinghe.2023")
    Path("no-veto.json").write_text(cv.dumps(standard.without("accident")), encoding="utf-8")
    assert main(["diff", "qinghe.2023", "no-veto.json"]) == 3
    assert "scores compare, outcomes do not" in capsys.readouterr().out
    assert main(["diff", "qinghe.2023", "qinghe.2025", "--lang", "zh"]) == 4
    assert "得分不可比" in capsys.readouterr().out
    assert main(["diff", "qinghe.2023", "points.village"]) == 1
    assert main(["diff", "qinghe.2023", "nothing.yaml"]) == 2


def test_the_villages_whose_score_changed_are_told_with_the_part_that_did_it(capsys):
    assert main(["diff", "qinghe.2023", "qinghe.2025", "--facts", "qinghe.villages"]) == 4
    out = capsys.readouterr().out
    assert "2 of 3 have the same result" in out
    assert "Xiawan (invented): 85 points → 73 points\n      environment.water: 20 → 18" in out
    arguments = ["diff", "qinghe.2023", "qinghe.2025", "--facts", "qinghe.villages", "--json"]
    assert main(arguments) == 4
    told = json.loads(capsys.readouterr().out)
    assert (told["scores_compare"], told["outcomes_compare"], told["evaluated"]) == (
        False,
        False,
        3,
    )
    assert [(each["id"], each["scores"]) for each in told["results"]] == [
        ("q002", [[85, 85], [73, 73]])
    ]
    assert main(["diff", "qinghe.2023", "qinghe.2025", "--facts", "points.village"]) == 2


def test_a_profile_is_compared_as_the_whole_that_it_gives(capsys):
    assert main(["diff", "qinghe.2025", "town.yaml", "--with", "county.json"]) == 4
    assert "order.meetings.held" in capsys.readouterr().out


def test_a_profile_shows_what_it_changes(capsys):
    assert main(["show", "town.yaml", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == (
        "示例镇，依据 qinghe.villages@2025\n  order.meetings.held：规则（每季度一次）\n"
    )
