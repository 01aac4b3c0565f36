"""Texts of expressions outside of documents: what is refused, and what goes wrong."""

from __future__ import annotations

CEL_TEXTS: dict[str, tuple[str, str]] = {
    # What the language has and this library refuses.
    "problem.cel-uint": ("不支持无符号整数", "unsigned integers are not supported"),
    "problem.cel-bytes": ("不支持字节串", "bytes are not supported"),
    "problem.cel-time": ("不支持时间戳和时长", "timestamps and durations are not supported"),
    "problem.cel-regex": ("不支持正则表达式", "regular expressions are not supported"),
    "problem.cel-container": ("不支持命名空间容器", "containers of names are not supported"),
    "problem.cel-quoted-name": ("不支持反引号中的名称", "names in backticks are not supported"),
    "problem.cel-extension": ("不支持扩展函数", "extensions of the language are not supported"),
    "problem.cel-optional": ("不支持可选值", "optional values are not supported"),
    "problem.cel-message": ("不支持协议缓冲消息", "protocol-buffer messages are not supported"),
    "problem.cel-special": (
        "不支持非数、无穷、负零和下溢",
        "not-a-number, infinity, minus zero and underflow are not supported",
    ),
    "problem.cel-digits": (
        "双精度数的有效数字过多",
        "a double has more digits than are kept exactly",
    ),
    "hint.cel-uint": (
        "请使用普通整数，它已有 64 位",
        "use a plain integer, which has 64 bits",
    ),
    "hint.cel-bytes": ("请使用文字", "use text"),
    "hint.cel-time": (
        "请在求值之前算好日期，再把结果作为数值或文字传入",
        "work out dates before, and hand the result in as a number or text",
    ),
    "hint.cel-regex": (
        "请使用 startsWith、endsWith 或 contains",
        "use startsWith, endsWith or contains",
    ),
    "hint.cel-container": ("请写出完整的名称", "write the whole name"),
    "hint.cel-quoted-name": (
        "请使用下标，如 a['b.c']",
        "use an index, as in a['b.c']",
    ),
    "hint.cel-extension": (
        "只能使用语言本身的函数",
        "only the functions of the language itself are known",
    ),
    "hint.cel-optional": (
        "请先用 has() 检查字段是否存在",
        "test with has() whether a field is there",
    ),
    "hint.cel-message": ("请使用映射，如 {{'a': 1}}", "use a map, as in {{'a': 1}}"),
    "hint.cel-special": (
        "数值是精确的，不采用浮点运算的特殊值",
        "numbers are exact, without the special values of floating-point arithmetic",
    ),
    "hint.cel-digits": (
        "请使用至多 15 位有效数字",
        "use at most 15 significant digits",
    ),
    # What is no expression.
    "problem.cel-variable": ("宏的变量不是简单名称", "the variable of a macro is no plain name"),
    "problem.cel-has": ("has() 只接受字段", "has() takes only a field"),
    "expected.cel-operand": (
        "名称、数值、引号中的文字、列表、映射或左括号",
        "a name, a number, a text in quotes, a list, a map, or (",
    ),
    "expected.cel-field": ("字段名或方法名", "the name of a field or method"),
    "expected.cel-number": (
        "整数、小数，或带指数的数，如 12、0x1f、0.5、1e3",
        "a whole number, a decimal or a number with exponent, such as 12, 0x1f, 0.5, 1e3",
    ),
    "expected.cel-variable": ("名称，如 x", "a name, such as x"),
    "expected.cel-selection": ("字段，如 a.b", "a field, as in a.b"),
    "hint.cel-escape": (
        r"可以使用 \\ \? \' \" \` \a \b \f \n \r \t \v \xHH \uHHHH \UHHHHHHHH 和三位八进制数",
        r"\\ \? \' \" \` \a \b \f \n \r \t \v \xHH \uHHHH \UHHHHHHHH and three octal digits are known",
    ),
    # What goes wrong with the values.
    "problem.cel-no-overload": (
        "该运算不适用于这些类型的值",
        "the operation is not defined for values of these types",
    ),
    "problem.cel-unknown-function": ("没有这个函数", "unknown function"),
    "problem.cel-arguments": ("参数的个数不对", "the number of arguments is wrong"),
    "problem.cel-no-key": ("映射中没有这个键", "the map does not have this key"),
    "problem.cel-no-item": ("列表中没有这个下标", "the list does not have this index"),
    "problem.cel-key": (
        "映射的键只能是真值、整数或文字",
        "a key of a map can only be a truth, a whole number or a text",
    ),
    "problem.cel-duplicate-key": ("映射中同一个键出现了两次", "a key stands twice in a map"),
    "problem.cel-overflow": ("整数超过 64 位", "the whole number passes 64 bits"),
    "problem.cel-division-by-zero": ("除数为零", "division by zero"),
    "problem.cel-conversion": ("文字不能转换为这一类型", "the text cannot be converted"),
    "problem.cel-given-error": ("该名称的值出错", "the value of this name went wrong"),
    "problem.cel-too-much-work": ("求值所需步骤过多", "the evaluation takes too many steps"),
    "hint.cel-functions": ("已知的函数：{names}", "known are {names}"),
    "hint.cel-kinds": ("值的类型为：{kinds}", "the types of the values are: {kinds}"),
    "expected.cel-arguments": ("{count} 个参数", "{count} arguments"),
    "expected.cel-index": (
        "列表共 {count} 项，从 0 起数",
        "the list has {count} items, counted from 0",
    ),
    "expected.cel-steps": ("至多 {most} 步", "at most {most} steps"),
    "expected.cel-value": (
        "真值、数值、文字、空值、列表或映射",
        "a truth, a number, a text, nothing, a list or a mapping",
    ),
    # Files of cases.
    "expected.cel-cases": ("用例列表", "a list of cases"),
    "expected.cel-tagged": (
        '带类型标记的值，如 {{"int": "5"}}',
        'a value tagged by its type, such as {{"int": "5"}}',
    ),
}
