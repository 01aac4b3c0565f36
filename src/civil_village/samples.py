"""The documents that come with the library: standards, policies and tables after real sources.

What belongs here: their names and files; records, rosters and events among them are invented.
"""

from __future__ import annotations

import pkgutil
from typing import TYPE_CHECKING, Literal, overload

from civil_village import public
from civil_village.arguments import one
from civil_village.checks import known
from civil_village.clauses import Carried, coverage
from civil_village.documents.kinds import Document
from civil_village.documents.loading import Opened, checked, opened
from civil_village.documents.reading.text import TextLocator
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem, nearest, reject, shown
from civil_village.records.records import Records
from civil_village.standards import Standard

if TYPE_CHECKING:
    from civil_village.calendar import Workdays
    from civil_village.campaigns import Campaign
    from civil_village.covenants import Covenant
    from civil_village.documents.library import Library
    from civil_village.evidence import EventLog
    from civil_village.points import Ledger, Policy, Roster
    from civil_village.procedures import Procedure
    from civil_village.profiles import Profile
    from civil_village.registers.register import Register
    from civil_village.titles import TitleScheme

#: File of each document, and what it is.
BUNDLED: dict[str, tuple[str, Label]] = {
    "anle.standard": (
        "plan5/standard.yaml",
        Label("安乐村创建标准（依方案五）", "creation standard of a village, after plan 5"),
    ),
    "anle.stars": (
        "plan5/stars.yaml",
        Label("星级文明户评选办法", "star households, with medal bands"),
    ),
    "anle.villages": (
        "plan5/villages.yaml",
        Label("示例村档案（虚构）", "records of invented villages"),
    ),
    "assembly.procedure": (
        "assembly-procedure.yaml",
        Label("村民会议议事（虚构）", "decisions of the villagers' assembly (invented)"),
    ),
    "ceremonies.guideline": (
        "plan6/guideline.yaml",
        Label("红白喜事办理指导标准（虚构，依方案六）", "an invented county's, after plan 6"),
    ),
    "covenant.procedure": (
        "covenant-procedure.yaml",
        Label("村规民约制定修订（虚构）", "adoption and change of a covenant (invented)"),
    ),
    "four.log": (
        "plan6/four-log.yaml",
        Label("四议两公开示例记录（虚构）", "records of five matters of an invented village"),
    ),
    "four.procedure": (
        "plan6/four-procedure.yaml",
        Label("四议两公开（虚构）", "four deliberations and two disclosures (invented)"),
    ),
    "funding.procedure": (
        "funding-procedure.yaml",
        Label("一事一议筹资筹劳（虚构）", "funds for one matter, by one discussion (invented)"),
    ),
    "huaiyin.covenant": (
        "plan6/huaiyin-covenant.yaml",
        Label("槐荫湾村红白事村规（虚构）", "limits for funerals of an invented village"),
    ),
    "huaiyin.records": (
        "plan6/huaiyin-records.yaml",
        Label("槐荫湾村红白事（虚构）", "invented feasts of this village"),
    ),
    "liuxi.leadership": (
        "liuxi-leadership.yaml",
        Label("柳溪镇组织领导测评细则（虚构）", "an invented town's profile of its county's item"),
    ),
    "national.leadership": (
        "national-leadership.yaml",
        Label("全国文明村镇测评项目 1-1", "item 1-1 of the national assessment, 2017"),
    ),
    "national.workdays": (
        "national-workdays.yaml",
        Label(
            "全国工作日历（2024—2026年）", "working days of 2024 to 2026, by State Council notices"
        ),
    ),
    "plan1.campaign": (
        "plan1/campaign.yaml",
        Label("幸福村创建活动（依方案一）", "campaign of a village, after plan 1"),
    ),
    "plan2.campaign": (
        "plan2/campaign.yaml",
        Label("乡精神文明创建工作（依方案二）", "civic work of a township, after plan 2"),
    ),
    "plan2.covenant": (
        "plan2/covenant.yaml",
        Label("日常禁止事项（依方案二）", "bans of daily life, after plan 2"),
    ),
    "plan2.creations": (
        "plan2/creations.yaml",
        Label("五创和文明村镇称号（依方案二）", "titles of villages and markets, after plan 2"),
    ),
    "plan2.households": (
        "plan2/households.yaml",
        Label(
            "星级文明户和“三好”评选（依方案二）", "star households and good people, after plan 2"
        ),
    ),
    "plan3.campaign": (
        "plan3/campaign.yaml",
        Label("文明村镇分批创建（依方案三）", "villages of a town in four batches, after plan 3"),
    ),
    "plan3.models": (
        "plan3/models.yaml",
        Label("身边好人评选办法（依方案三）", "selection of models near us, after plan 3"),
    ),
    "plan3.models.log": (
        "plan3/models-log.yaml",
        Label("身边好人评选事件簿（虚构）", "three years of an invented selection of models"),
    ),
    "plan4.campaign": (
        "plan4/campaign.yaml",
        Label("文明村镇创建活动（依方案四）", "campaign of a township, after plan 4"),
    ),
    "plan5.campaign": (
        "plan5/campaign.yaml",
        Label("文明村创建保障（依方案五）", "campaign of a village, after plan 5"),
    ),
    "plan6.campaign": (
        "plan6/campaign.yaml",
        Label("乡村治理示范创建（依方案六）", "model governance of villages, after plan 6"),
    ),
    "plan6.log": (
        "plan6/log.yaml",
        Label("示例事件簿（虚构，依方案六）", "a year of an invented township, after plan 6"),
    ),
    "plan6.models": (
        "plan6/models.yaml",
        Label("文明家庭和六类典型评选（依方案六）", "civilized families and models, after plan 6"),
    ),
    "plan6.roster": (
        "plan6/roster.yaml",
        Label("示例机构名册（虚构，依方案六）", "who belongs to its bodies, after plan 6"),
    ),
    "plan6.villages": (
        "plan6/villages.yaml",
        Label("示例村档案（虚构，依方案六）", "records of 13 invented villages, after plan 6"),
    ),
    "points.ledger": (
        "plan6/points-ledger.yaml",
        Label("示例积分台账（虚构）", "events of five invented households"),
    ),
    "points.roster": (
        "plan6/points-roster.yaml",
        Label("示例名册（虚构）", "who these invented households are"),
    ),
    "points.village": (
        "plan6/points.yaml",
        Label("村级积分办法（依方案六）", "points policy of a village, after plan 6"),
    ),
    "qinghe.2023": (
        "qinghe-2023.yaml",
        Label("清河县文明村测评表，2023 年版（虚构）", "an invented county's table of 2023"),
    ),
    "qinghe.2025": (
        "qinghe-2025.yaml",
        Label("清河县文明村测评表，2025 年版（虚构）", "the same table's edition of 2025"),
    ),
    "qinghe.leadership": (
        "qinghe-leadership.yaml",
        Label("清河县组织领导测评细则（虚构）", "an invented county's profile of item 1-1"),
    ),
    "qinghe.villages": (
        "qinghe-villages.yaml",
        Label("清河县示例村档案（虚构）", "records of villages of the invented county"),
    ),
    "qingshidu.covenant": (
        "plan6/qingshidu-covenant.yaml",
        Label("青石渡村红白事村规（虚构）", "an invented village's, with the price of pork"),
    ),
    "qingshidu.records": (
        "plan6/qingshidu-records.yaml",
        Label("青石渡村红白事（虚构）", "invented feasts of this village"),
    ),
    "qiongzhong.culture": (
        "qiongzhong-culture.yaml",
        Label("民族文化示范村测评表", "a county's table of ten items, 100 points"),
    ),
    "representatives.procedure": (
        "representatives-procedure.yaml",
        Label("村民代表会议议事（虚构）", "decisions of villagers' representatives (invented)"),
    ),
    "selection.procedure": (
        "plan3/selection.yaml",
        Label("星级文明户评选五步（虚构）", "five steps to star households (invented)"),
    ),
    "stars.households": (
        "stars-households.yaml",
        Label("十星文明户评选办法", "star households, compared within their village"),
    ),
    "stars.village": (
        "stars-village.yaml",
        Label("五星文明村评选办法", "star villages, by their star households too"),
    ),
    "stars.villages": (
        "stars-villages.yaml",
        Label("示例村星级档案（虚构）", "records of invented star villages"),
    ),
    "titles.disputes": (
        "titles-disputes.yaml",
        Label("矛盾纠纷分级调解办法（虚构）", "disputes by level of an invented township"),
    ),
    "titles.log": (
        "titles-log.yaml",
        Label("示例称号事件簿（虚构）", "titles and disputes of an invented township"),
    ),
    "titles.stars": (
        "titles-stars.yaml",
        Label("星级文明户评选办法（虚构）", "selection of star households of an invented village"),
    ),
    "titles.village": (
        "titles-village.yaml",
        Label("县级文明村评选办法（虚构）", "civilised villages of an invented county"),
    ),
    "village.register": (
        "plan6/register.yaml",
        Label("示例村事项清单（虚构，依方案六）", "register of an invented village, after plan 6"),
    ),
    "wendeng.points": (
        "wendeng-points.yaml",
        Label("居民信用积分办法（文登，2020）", "a district's credit points, 2020"),
    ),
    "xingfu.standard": (
        "plan1/standard.yaml",
        Label("幸福村创建标准（依方案一）", "creation standard of a village, after plan 1"),
    ),
}

#: The plans whose documents stand in one folder each, and what they are.
PLANS: dict[str, Label] = {
    "plan1": Label("幸福村“文明村”实施方案", "one village in three phases"),
    "plan2": Label("乡农村精神文明创建工作方案", "civic work of a township"),
    "plan3": Label("镇文明村镇创建活动方案", "villages of a town, batch by batch"),
    "plan4": Label("乡文明村镇创建活动实施方案", "campaign of a township"),
    "plan5": Label("安乐村创建文明村实施方案", "nine standards of one village"),
    "plan6": Label("乡村治理示范创建工作方案", "22 tasks of a township with 13 villages"),
}

#: Which of them are standards, for the type of `bundled`.
_Standards = Literal[
    "anle.standard",
    "anle.stars",
    "national.leadership",
    "qinghe.2023",
    "qinghe.2025",
    "qiongzhong.culture",
    "stars.households",
    "stars.village",
    "xingfu.standard",
]
#: Which of them are campaigns, likewise.
_Campaigns = Literal[
    "plan1.campaign",
    "plan2.campaign",
    "plan3.campaign",
    "plan4.campaign",
    "plan5.campaign",
    "plan6.campaign",
]
#: Which of them are procedures, likewise.
_Procedures = Literal[
    "assembly.procedure",
    "covenant.procedure",
    "four.procedure",
    "funding.procedure",
    "representatives.procedure",
    "selection.procedure",
]
#: Which of them are title schemes, likewise.
_Titles = Literal[
    "plan2.creations",
    "plan2.households",
    "plan3.models",
    "plan6.models",
    "titles.disputes",
    "titles.stars",
    "titles.village",
]

#: Which of them are covenants, likewise.
_Covenants = Literal[
    "ceremonies.guideline", "huaiyin.covenant", "plan2.covenant", "qingshidu.covenant"
]

#: Which of them are records, likewise.
_Records = Literal[
    "anle.villages",
    "huaiyin.records",
    "plan6.villages",
    "qinghe.villages",
    "qingshidu.records",
    "stars.villages",
]


def bundled_names() -> tuple[str, ...]:
    """Give the names of the documents that come with the library.

    Examples:
        >>> bundled_names()[:3]
        ('anle.standard', 'anle.stars', 'anle.villages')
    """
    return tuple(BUNDLED)


@overload
def bundled(name: _Standards) -> Standard: ...
@overload
def bundled(name: Literal["liuxi.leadership", "qinghe.leadership"]) -> Profile: ...
@overload
def bundled(name: _Records) -> Records: ...
@overload
def bundled(name: _Covenants) -> Covenant: ...
@overload
def bundled(name: Literal["points.village", "wendeng.points"]) -> Policy: ...
@overload
def bundled(name: _Campaigns) -> Campaign: ...
@overload
def bundled(name: _Procedures) -> Procedure: ...
@overload
def bundled(name: Literal["national.workdays"]) -> Workdays: ...
@overload
def bundled(name: Literal["points.ledger"]) -> Ledger: ...
@overload
def bundled(
    name: Literal["four.log", "plan3.models.log", "plan6.log", "titles.log"],
) -> EventLog: ...
@overload
def bundled(name: _Titles) -> TitleScheme: ...
@overload
def bundled(name: Literal["plan6.roster", "points.roster"]) -> Roster: ...
@overload
def bundled(name: Literal["village.register"]) -> Register: ...
@overload
def bundled(name: str) -> Document: ...
def bundled(name: str) -> Document:
    """Load a document that comes with the library.

    Args:
        name: One of `bundled_names`.

    Raises:
        DocumentError: There is no document of that name; the nearest one is offered.

    Examples:
        >>> bundled("anle.standard").kind
        'standard'
    """
    one(name, str, path=("name",))
    if name not in BUNDLED:
        expected, hint = Message("expected.one-of", names=tuple(BUNDLED)), nearest(name, BUNDLED)
        problem = Problem(code="unknown-name", found=shown(name), expected=expected, hint=hint)
        raise DocumentError([problem])
    file, _ = BUNDLED[name]
    # JSON is read in half the time; what is found in records is told by its line in the YAML.
    data = opened(_plan(as_json(file)), name).data
    whole: Document = checked(Opened(data, TextLocator(bundled_text(name).decode(), name)))
    return whole


def bundled_plan(name: str) -> Library:
    """Load all documents of a plan, as one set whose documents know each other (方案全套).

    Args:
        name: ``plan1`` to ``plan6``.

    Raises:
        DocumentError: There is no such plan.

    Examples:
        >>> bundled_plan("plan1").ids()
        ('xingfu.standard@1', 'titles.disputes@1', 'plan1.campaign@1')
    """
    from civil_village.documents.library import Library  # noqa: PLC0415 - few need it

    _known_plan(name)
    files = {each: _plan(as_json(BUNDLED[each][0])) for each in names_in(name)}
    return Library.read(files)


def names_in(plan: str) -> tuple[str, ...]:
    """Give the names of the bundled documents of a plan: those in its folder, and what they use.

    Examples:
        >>> names_in("plan1")
        ('plan1.campaign', 'xingfu.standard', 'titles.disputes')
    """
    names = [name for name, (file, _) in BUNDLED.items() if file.startswith(f"{plan}/")]
    for name in names:  # which grow on the way
        used = opened(_plan(as_json(BUNDLED[name][0]))).data.get("uses", ())
        ids = (reference.partition("@")[0] for reference in used)
        names += (each for each in ids if each in BUNDLED and each not in names)
    return tuple(names)


def plan_coverage(name: str) -> tuple[Carried, ...]:
    """Tell of each clause of a plan what in its documents carries it (条款覆盖).

    Clauses are named as the plan numbers them; letters tell apart what one number says.

    Args:
        name: ``plan1`` to ``plan6``.

    Raises:
        DocumentError: There is no such plan.

    Examples:
        >>> [each.clause for each in plan_coverage("plan1")][:4]
        ['引言', '一a', '一b', '一c']
    """
    _known_plan(name)
    clauses = _plan(f"{name}/clauses.txt").decode().split()
    return coverage(bundled_plan(name), clauses, of=name.replace("plan", "plan-"))


def _known_plan(name: str) -> None:
    one(name, str, path=("name",))
    reject(known(name, PLANS, "name"))


def bundled_text(name: str) -> bytes:
    """Give the text of a bundled document, as UTF-8.

    Examples:
        >>> b"kind: standard" in bundled_text("anle.standard")
        True
    """
    file, _ = BUNDLED[name]
    return _plan(file)


def as_json(file: str) -> str:
    """Give the file in which a bundled document is there as JSON too.

    Examples:
        >>> as_json("stars-village.yaml")
        'stars-village.json'
    """
    return file.replace(".yaml", ".json")


def _plan(file: str) -> bytes:
    data = pkgutil.get_data("civil_village", f"plans/{file}")
    assert data is not None  # it is part of the package
    return data


public.tell(__name__)
