"""The commands of bundled plans."""

import json

import pytest

from civil_village.cli import main


def test_the_plans_are_listed_with_how_their_clauses_are_carried(capsys):
    assert main(["plan", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[2:]] == [f"plan{n}" for n in range(1, 7)]
    # 65 clauses, all of them carried
    first = [int(number) for number in lines[2].split()[-3:]]
    assert (sum(first), first[-1]) == (65, 0)


def test_the_documents_of_a_plan_are_shown(capsys):
    assert main(["plan", "show", "plan1", "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("幸福村“文明村”实施方案\n")
    assert "plan1.campaign" in shown
    assert "xingfu.standard" in shown


def test_what_carries_a_clause_is_told_part_by_part(capsys):
    assert main(["plan", "coverage", "plan1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("三1b"))
    assert lines[at].split()[1] == "behaviour"
    assert lines[at].endswith("plan1.campaign/bodies.leading_group")
    assert lines[at + 1].endswith("plan1.campaign/duties.found_group")
    assert lines[-1].startswith("65 clauses: ")


def test_coverage_for_programs(capsys):
    assert main(["plan", "coverage", "plan1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told[0] == {"clause": "引言", "how": "text", "parts": ["plan1.campaign/aims.occasion"]}
    assert len(told) == 65


@pytest.mark.parametrize("task", ["show", "coverage"])
def test_a_plan_that_there_is_not_is_refused(task, capsys):
    assert main(["plan", task, "plan9"]) == 2
    assert "plan9" in capsys.readouterr().err


def test_what_comes_along_need_not_be_handed_in(tmp_path, capsys):
    file = tmp_path / "mine.yaml"
    aim = "aims: [{id: a, label: 合力, served_by: [xingfu.standard/sections.%s]}]\n"
    head = "kind: campaign\nformat: 1\nid: mine\nuses: [xingfu.standard@1]\n"
    file.write_text(head + aim % "standards", encoding="utf-8")
    assert main(["check", str(file)]) == 0
    file.write_text(head + aim % "standard", encoding="utf-8")
    assert main(["check", str(file)]) == 1
    assert "xingfu.standard/sections.standards" in capsys.readouterr().err
    file.write_text(head.replace("@1", "@2") + aim % "standards", encoding="utf-8")
    assert main(["check", str(file)]) == 1
