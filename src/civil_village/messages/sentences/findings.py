"""Texts of findings: what is worth a look in a standard, and what to do about it."""

from __future__ import annotations

FINDING_TEXTS: dict[str, tuple[str, str]] = {
    "problem.idle-criterion": (
        "无论事实如何，得分都一样",
        "the points are the same whatever the facts are",
    ),
    "hint.idle-criterion": (
        "请核对规则、曲线和指标的范围",
        "check the rules, the curve and the ranges of indicators",
    ),
    "problem.points-out-of-reach": (
        "任何事实都得不到该项满分",
        "no facts give all points of the criterion",
    ),
    "hint.points-out-of-reach": (
        "请核对计分方式、舍入和指标的范围",
        "check the grading, the rounding and the ranges of indicators",
    ),
    "problem.points-cut-off": (
        "曲线写明的分数超出该项分值，超出部分不计",
        "the curve gives points that the criterion cuts off",
    ),
    "hint.points-cut-off": (
        "请核对曲线和该项分值",
        "check the curve, and the points of the criterion",
    ),
    "problem.more-gives-less": (
        "达到的项数越多，得分反而越少",
        "more that is met gives fewer points",
    ),
    "hint.more-gives-less": (
        "met 从一项都未达到写起，short 从全部达到写起；请核对次序",
        "met begins with none met, short with all met: check the order",
    ),
    "problem.points-for-nothing": ("一项都未达到也得分", "nothing that is met still gives points"),
    "hint.points-for-nothing": (
        "met 的第一个数、short 的最后一个数，是一项都未达到时的比例；请核对",
        "the first of met, and the last of short, holds where none is met: check it",
    ),
    "problem.idle-fault": (
        "无论事实如何，扣分都一样",
        "what it costs is the same whatever the facts are",
    ),
    "hint.idle-fault": (
        "请核对规则和指标的范围",
        "check the rule and the ranges of indicators",
    ),
    "problem.costs-too-much": (
        "扣分多于本项能扣的分",
        "it costs more than the criterion can lose",
    ),
    "hint.costs-too-much": (
        "请核对分值；整项不得分请写 zero_if",
        "check the points; write zero_if for what leaves no points at all",
    ),
    "problem.unreached-floor": (
        "扣分之和到不了最低分",
        "all faults together never take the points down to the floor",
    ),
    "hint.unreached-floor": (
        "请核对最低分，或不写最低分",
        "check the floor, or leave it out",
    ),
    "problem.idle-band": ("任何得分都落不到这个等次", "no score falls into this band"),
    "hint.idle-band": (
        "请核对等次下限和得分的最小单位",
        "check the lower ends, and the step of the score",
    ),
    "problem.minimum-is-most": (
        "最低分等于该单元的满分",
        "the minimum is all that the section gives",
    ),
    "hint.minimum-is-most": (
        "少得一分即不达标；请确认原意如此",
        "one point less fails: check that this is meant",
    ),
    "problem.no-members": (
        "写明了这一组，却没有列出各项",
        "a group is named, but none of its parts is listed",
    ),
    "hint.no-members": (
        "请列出各项；来源未列出的，可改写为倡导 aims",
        "list its criteria; where the source lists none, it may be an aim",
    ),
    "problem.contradiction": ("两项要求不能同时达到", "two requirements cannot both be met"),
    "expected.compatible-with": (
        "能与 {path} 对 {name} 的要求同时成立",
        "what can hold together with {path} on {name}",
    ),
    "hint.contradiction": (
        "请核对两处的界限，或写明各自的适用条件 applies",
        "check both limits, or say by applies when each is asked",
    ),
    "problem.scored-twice": ("同一规则计了两次分", "one rule is scored twice"),
    "expected.other-rule": ("与 {path} 不同的规则", "another rule than that of {path}"),
    "hint.scored-twice": (
        "请核对原文，去掉重复的一项",
        "check the source, and leave one of them out",
    ),
    "problem.float-reading": (
        "以二进制小数计算的引擎可能得出不同结果",
        "an engine that computes with binary fractions may answer otherwise",
    ),
    "hint.float-reading": (
        "在其他引擎上请使用可移植文本，或改用整数倍数",
        "give other engines the portable text, or compare whole multiples",
    ),
    "problem.unserved-aim": (
        "没有任何内容落实这项倡导",
        "nothing serves this aim",
    ),
    "hint.unserved-aim": (
        "请写明由什么落实 served_by，或不计分的原因 reason",
        "say what serves it (served_by), or the reason why it is not scored",
    ),
    "problem.members-unlisted": (
        "写明了几项，却没有全部列出",
        "a number of things is named, and not all are listed",
    ),
    "problem.unread-indicator": ("没有任何规则用到这个指标", "nothing reads this indicator"),
    "hint.unread-indicator": (
        "请核对规则中的名称，或删去该指标",
        "check the names in rules, or leave it out",
    ),
}
