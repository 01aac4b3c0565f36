"""The commands of rounds: chains, whom a round decides on, lists for publicity, entering."""

import json
from pathlib import Path

import pytest

import civil_village as cv
from civil_village.cli import main
from civil_village.documents.logs import read_log, write_log
from civil_village.events.seals import seal, verify
from civil_village.evidence import EventLog

SELECT = ("select", "plan3.models", "--book", "log.jsonl", "--round", "2024")
ON = ("--as-of", "2024-05-20")


@pytest.fixture(autouse=True)
def _files(tmp_path, monkeypatch):
    """The bundled log in lines, in the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("log.jsonl").write_text(write_log(cv.bundled("plan3.models.log")), encoding="utf-8")


def title(capsys, *arguments, lang="en"):
    code = main(["title", *arguments, "--lang", lang])
    said = capsys.readouterr()
    return code, said.out, said.err


def book():
    return read_log(Path("log.jsonl").read_bytes().splitlines(keepends=True), EventLog)


def test_rounds_are_shown_with_the_chains_that_there_are(capsys):
    code, out, _ = title(capsys, "rounds", *SELECT[1:4], *ON)
    assert code == 0
    assert out.splitlines() == [
        "selection of models near us (an example), as of 2024-05-20",
        "  round 2022: closed on 2022-06-30",
        "  round 2023: closed on 2023-06-30",
        "  round 2024: open",
        "  p01",
        "    three rounds on end: 2 rounds on end (2022, 2023)",
        "  p03",
        "    three rounds on end: 1 rounds on end (2023)",
        "  p06",
        "    three rounds on end: 1 rounds on end (2023)",
    ]


def test_as_json_they_have_everything(capsys):
    _, out, _ = title(capsys, "rounds", *SELECT[1:4], "--as-of", "2024-07-01", "--json")
    told = json.loads(out)
    assert [each["says"] for each in told["rounds"]] == ["closed", "closed", "overdue"]
    assert told["units"]["p01"][0]["waits"] == ["2024"]


def test_who_is_chosen_tied_and_left_out_is_shown(capsys):
    code, out, _ = title(capsys, *SELECT, *ON, lang="zh")
    assert code == 0
    assert out.splitlines()[2:] == [
        "    入选：p01",
        "    并列未取：p04、p07",
        "    孝老爱亲：名额 1，入选 1",
        "    助人为乐：名额 1，入选 0，余 1：2 个并列未取",
        "    p03：不参加排名（2024-01-10 至 2025-01-09 不得参评：婚宴大操大办）",
    ]


def test_as_json_it_has_places_reasons_and_decisions(capsys):
    _, out, _ = title(capsys, *SELECT, *ON, "--json")
    told = json.loads(out)
    assert told["placements"]["models"]["chosen"] == ["p01"]
    assert [each["id"] for each in told["decisions"]] == [
        "plan3_models_2024_listing_p01",
        "plan3_models_2024_declined_p02",
    ]
    places = {each["id"]: each for each in told["placements"]["models"]["places"]}
    assert (places["p02"]["place"], places["p03"]["ranked"]) == (2, False)
    assert places["p03"]["reason"]["en"].startswith("barred from 2024-01-10")


def test_the_notice_has_names_or_masks(capsys):
    roster = (
        '{"kind": "roster", "format": 1, "id": "r", "members": [{"id": "p01", "label": "示例甲"}]}'
    )
    Path("roster.json").write_text(roster, encoding="utf-8")
    _, out, _ = title(capsys, *SELECT, *ON, "--notice", "--roster", "roster.json", lang="zh")
    assert out.splitlines()[-1] == "    孝老爱亲：第 1 名，示例甲"
    Path("secret").write_text("rain on the third roof\n", encoding="utf-8")
    _, out, _ = title(capsys, *SELECT, *ON, "--notice", "--secret-file", "secret")
    assert cv.events.mask("rain on the third roof", "p01") in out
    assert "p01" not in out


def test_decisions_are_entered_once(capsys):
    code, out, _ = title(capsys, *SELECT, *ON, "--enter")
    assert code == 0
    assert "entered: plan3_models_2024_listing_p01" in out
    grown = book()
    assert len(grown.events) == len(cv.bundled("plan3.models.log").events) + 2
    assert grown["plan3_models_2024_listing_p01"].recorded is not None
    title(capsys, *SELECT, "--as-of", "2024-05-21", "--enter")
    assert book() == grown


def test_a_sealed_book_is_sealed_on(capsys):
    Path("log.jsonl").write_text(write_log(seal(book())), encoding="utf-8")
    title(capsys, *SELECT, *ON, "--enter")
    grown = book()
    assert len(grown.seals) == len(grown.events)
    assert verify(grown).state == "intact"


def test_records_tell_all_units_there_are(capsys):
    """A share of all villages: of three of whom one was never reviewed, a third is one."""
    scheme = {
        **json.loads(cv.dumps(cv.bundled("plan3.models"))),
        "subject": "village",
        "placements": [
            {
                "id": "third",
                "event": "tally",
                "by": "votes",
                "quota": {"share": 0.34, "ties": "none"},
                "decides": "listing",
            }
        ],
    }
    Path("scheme.json").write_text(json.dumps(scheme, ensure_ascii=False), "utf-8")
    lines = "".join(
        f'{{"id": "{kind[0]}{n}", "kind": "{kind}", "place": "v{n}", "on": "2024-0{m}-10",'
        f' "by": "village", "values": {json.dumps(values)}}}\n'
        for n in (1, 2)
        for m, kind, values in (
            (4, "nomination", {"consent": True}),
            (5, "tally", {"votes": n}),
        )
    )
    Path("log.jsonl").write_text(lines, encoding="utf-8")
    records = {
        "kind": "records",
        "format": 1,
        "id": "r",
        "subjects": [{"id": f"v{n}"} for n in (1, 2, 3)],
    }
    Path("records.json").write_text(json.dumps(records), encoding="utf-8")
    asked = ("select", "scheme.json", "--book", "log.jsonl", "--round", "2024", *ON)
    code, out, err = title(capsys, *asked)
    assert (code, err) == (0, "")
    assert "0 of 0 chosen" in out
    assert "chosen: v2" in title(capsys, *asked, "--records", "records.json")[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((*SELECT[:-1], "2042", *ON), "did you mean 2024?"),
        ((*SELECT, "--as-of", "20 May"), "--as-of"),
        ((*SELECT, *ON, "--enter", "--notice"), "not allowed with"),
    ],
)
def test_what_cannot_be_asked_is_refused(capsys, arguments, told):
    try:
        code, _, err = title(capsys, *arguments)
    except SystemExit as stopped:
        code, err = stopped.code, capsys.readouterr().err
    assert code in {1, 2}
    assert told in err
