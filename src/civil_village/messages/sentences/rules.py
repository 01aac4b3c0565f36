"""Texts of rules: what is wrong with a rule's text, and a rule in words."""

from __future__ import annotations

RULE_TEXTS: dict[str, tuple[str, str]] = {
    # Limits of a rule.
    "problem.rule-too-long": ("规则过长", "the rule is too long"),
    "problem.rule-too-large": ("规则的组成部分过多", "the rule has too many parts"),
    "problem.rule-too-deep": ("规则嵌套过深", "the rule is nested too deep"),
    "problem.rule-list-too-long": ("列表过长", "the list is too long"),
    "expected.rule-length": ("至多 {most} 个字符", "at most {most} characters"),
    "expected.rule-nodes": (
        "至多 {most} 个名称、数值和运算符",
        "at most {most} names, values and operators",
    ),
    "expected.rule-depth": ("至多 {most} 层", "at most {most} levels"),
    "expected.rule-options": ("至多 {most} 个值", "at most {most} values"),
    # What stands where it does not belong.
    "problem.rule-empty": ("规则为空", "the rule is empty"),
    "problem.rule-end": ("规则没有写完", "the rule ends too early"),
    "problem.rule-syntax": ("规则此处不应出现这一内容", "the rule does not go on like this"),
    "problem.rule-unclosed": ("括号没有闭合", "a bracket is not closed"),
    "problem.rule-unclosed-text": ("引号没有闭合", "a quotation mark is not closed"),
    "problem.rule-chained": ("比较不能连写", "comparisons cannot be chained"),
    "expected.rule-operand": (
        "名称、数值、引号中的文字或左括号",
        "a name, a number, a text in quotes, or (",
    ),
    "expected.rule-operator": ("运算符或规则的结尾", "an operator or the end of the rule"),
    "expected.rule-mark": ("{mark}", "{mark}"),
    "expected.rule-list": (
        "方括号中的若干值，如 ['a', 'b']",
        "values in brackets, such as ['a', 'b']",
    ),
    "expected.rule-literal": (
        "true、false、数值或引号中的文字",
        "true, false, a number, or a text in quotes",
    ),
    # What other languages have and rules do not.
    "problem.rule-division": ("规则中不能使用除法", "a rule cannot divide"),
    "problem.rule-zero": ("除数不能为 0", "nothing is divided by 0"),
    "expected.rule-divisor": ("大于 0 的整数", "a whole number above 0"),
    "problem.rule-remainder": ("规则中不能求余数", "a rule has no remainders"),
    "problem.rule-percent": ("规则中不能使用百分号", "a rule has no percent sign"),
    "problem.rule-function": ("规则中不能调用函数", "a rule calls no functions"),
    "problem.rule-field": ("规则中不能选取字段", "a rule selects no fields"),
    "problem.rule-index": ("规则中不能使用下标", "a rule has no indexes"),
    "problem.rule-null": ("规则中没有空值", "a rule has no null"),
    "problem.rule-prefix": ("引号前不能有字母", "a text has no letter before its quotation mark"),
    "problem.rule-comment": ("规则中不能写注释", "a rule holds no comments"),
    "problem.rule-operator": ("规则中没有这一运算符或写法", "a rule has no such operator or word"),
    "problem.rule-reserved": ("这是语言保留的词", "the word is reserved by the language"),
    "problem.rule-character": ("规则中不能使用这一字符", "a rule cannot have this character"),
    "problem.rule-escape": ("引号中的转义写法不受支持", "the text has an unknown escape"),
    # Numbers.
    "problem.rule-number": ("数值的写法不受支持", "the number is not in plain form"),
    "problem.rule-unsigned": ("规则中没有无符号整数", "a rule has no unsigned numbers"),
    "problem.number-too-large": ("数值过大", "the number is too large"),
    "problem.too-many-digits": ("数值的有效数字过多", "the number has too many digits"),
    "problem.too-many-places": ("数值的小数位数过多", "the number has too many decimal places"),
    "expected.digits": ("至多 {most} 位有效数字", "at most {most} significant digits"),
    "expected.places": ("至多 {most} 位小数", "at most {most} decimal places"),
    "expected.rule-number": (
        "整数，或小数点两侧都有数字的小数",
        "a whole number, or a decimal with digits on both sides of its point",
    ),
    "expected.rule-integer": (
        "从 {least} 到 {most} 的整数",
        "a whole number from {least} to {most}",
    ),
    # What to do next.
    "hint.write": ("请写作 {form}", "write {form}"),
    "hint.rule-ratio": (
        "请声明比率指标 `value: ratio, of: [part, whole]`，再在此处使用它的名称",
        "declare a ratio indicator `value: ratio, of: [part, whole]`, and use its name here",
    ),
    "hint.rule-per": (
        "请把不等式两边同乘 {per}；或另设指标 `derive: {{needed: {part}, per: {per}}}`，再在此处使用它的名称",
        "multiply both sides by {per}; or declare an indicator `derive: {{needed: {part}, per: {per}}}`, and use its name here",
    ),
    "hint.rule-ratio-of": (
        "请声明比率指标 `value: ratio, of: [{part}, {whole}]`，再在此处使用它的名称",
        "declare a ratio indicator `value: ratio, of: [{part}, {whole}]`, and use its name here",
    ),
    "hint.rule-quotient": (
        "两个整数的商只能与比率指标比较，如 `attendance >= 2 / 3`；请声明比率指标 `value: ratio, of: [part, whole]`",
        "a quotient of whole numbers is compared with a ratio indicator alone, as in `attendance >= 2 / 3`; declare one: `value: ratio, of: [part, whole]`",
    ),
    "hint.rule-derive": (
        "请声明派生指标来计算它，再在此处使用其名称",
        "declare a derived indicator that works it out, and use its name here",
    ),
    "hint.rule-missing": (
        "不必检查数据是否存在：缺少数据时结果自动为“未定”",
        "no test for missing facts is needed: without them the result is undetermined",
    ),
    "hint.rule-quotes": (
        "请把文字写在一对直引号中，如 'a'",
        "put the text between two straight quotation marks, as in 'a'",
    ),
    "hint.rule-quote-options": (
        "文字应写在引号中，如 'a'",
        "put texts in quotation marks, as in 'a'",
    ),
    "hint.rule-letters": (
        "请使用指标的标识名，它由英文字母、数字和下划线组成",
        "use the indicator's id, which has only the letters a to z, digits and _",
    ),
    "hint.rule-space": ("请使用普通空格", "use a plain space"),
    "hint.rule-comment": (
        "请把说明写在规则之外，例如写入标签",
        "write it outside of the rule, for instance in the label",
    ),
    "hint.rule-rename": ("请为指标另取标识名", "give the indicator another id"),
    "hint.rule-character": ("请直接写出完整的字符", "write the whole character as it is"),
    "hint.rule-escape": (
        r"只能使用 \\ \' \" \n \t \uXXXX",
        r"only \\ \' \" \n \t and \uXXXX are known",
    ),
    "hint.rule-number-alone": (
        "请只写数字，不带单位和分隔符",
        "write digits only, without unit or separators",
    ),
    "hint.rule-list": ("列表只能写在 in 的右边", "a list stands only on the right of in"),
    "hint.rule-mixed-prefixes": ("请在 ! 与 - 之间加括号", "put parentheses between ! and -"),
    "hint.rule-parentheses": (
        "请用 && 连接两个比较，或为其中之一加括号",
        "join the two with &&, or put one of them in parentheses",
    ),
    # A rule in words.
    "rule.||": ("，或", ", or "),
    "rule.&&": ("，且", ", and "),
    "rule.group": ("（{text}）", "({text})"),
    "rule.not": ("未满足“{operand}”", "not ({operand})"),
    "rule.==": ("{left}等于{right}", "{left} equals {right}"),
    "rule.!=": ("{left}不等于{right}", "{left} is not {right}"),
    "rule.<": ("{left}小于{right}", "{left} is less than {right}"),
    "rule.<=": ("{left}不超过{right}", "{left} is at most {right}"),
    "rule.>": ("{left}大于{right}", "{left} is more than {right}"),
    "rule.>=": ("{left}不低于{right}", "{left} is at least {right}"),
    "rule.in": ("{left}是{listed}之一", "{left} is one of {listed}"),
    "rule.+": ("{left} + {right}", "{left} + {right}"),
    "rule.-": ("{left} - {right}", "{left} - {right}"),
    "rule.*": ("{left} × {right}", "{left} × {right}"),
    "rule.negative": ("-({operand})", "-({operand})"),
    "rule.if": (
        "若{condition}，则{then}，否则{otherwise}",
        "if {condition} then {then}, else {otherwise}",
    ),
    "rule.no-text": ("空文字", "the empty text"),
    # How a variable of a portable rule is made from a fact.
    "variable.truth": (
        "{name}：{indicator} 为真记 1，为假记 0，未知记 -1",
        "{name}: 1 where {indicator} is true, 0 where it is false, -1 where it is unknown",
    ),
    "variable.choice": (
        "{name}：{indicator} 的代码（{codes}），未知记 -1",
        "{name}: code of {indicator} ({codes}), -1 where it is unknown",
    ),
    "variable.value": (
        "{name}：{indicator} × {scale}",
        "{name}: {indicator} × {scale}",
    ),
    "variable.least": (
        "{name}：{indicator} 的最小值 × {scale}",
        "{name}: least {indicator} × {scale}",
    ),
    "variable.greatest": (
        "{name}：{indicator} 的最大值 × {scale}",
        "{name}: greatest {indicator} × {scale}",
    ),
    "variable.sure": (
        "{name}：{indicator} 一定有值记 1，否则记 0",
        "{name}: 1 where {indicator} surely has a value, else 0",
    ),
    "variable.part": (
        "{name}：{indicator} 的分子",
        "{name}: part of {indicator}",
    ),
    "variable.whole": (
        "{name}：{indicator} 的分母，无值时为 0",
        "{name}: whole of {indicator}, 0 where it has no value",
    ),
    "variable.least.part": (
        "{name}：{indicator} 最小值的分子",
        "{name}: part of the least {indicator}",
    ),
    "variable.least.whole": (
        "{name}：{indicator} 最小值的分母，可能无值时为 0",
        "{name}: whole of the least {indicator}, 0 where it may have no value",
    ),
    "variable.greatest.part": (
        "{name}：{indicator} 最大值的分子",
        "{name}: part of the greatest {indicator}",
    ),
    "variable.greatest.whole": (
        "{name}：{indicator} 最大值的分母，可能无值时为 0",
        "{name}: whole of the greatest {indicator}, 0 where it may have no value",
    ),
    # Which of two rules asks for more.
    "tightening.tighter": (
        "凡符合它的，也都符合所对照的规则",
        "whatever meets it meets the other, too",
    ),
    "tightening.equal": ("两条规则要求相同", "both ask for the same"),
    "tightening.looser": (
        "它放行了所对照的规则不放行的情形：{case}",
        "it lets pass what the other refuses: {case}",
    ),
    "tightening.unproven": (
        "无法证明凡符合它的也都符合所对照的规则",
        "it cannot be shown that whatever meets it meets the other, too",
    ),
    "tightening.fact": ("{name} {value}", "{name} {value}"),
}
