"""Texts of problems that a reader of JSON or YAML text finds."""

from __future__ import annotations

READING_TEXTS: dict[str, tuple[str, str]] = {
    # The text as a whole.
    "problem.not-utf8": ("文本不是 UTF-8 编码", "the text is not UTF-8"),
    "problem.too-large": ("文本过大", "the text is too large"),
    "problem.control-character": ("文本中有控制字符", "a control character stands in the text"),
    "problem.empty-document": ("文档为空", "the document is empty"),
    "problem.not-a-mapping": (
        "文档最外层不是键值映射",
        "the document is not a mapping of keys to values",
    ),
    "problem.too-deep": ("嵌套过深", "the nesting is too deep"),
    "expected.bytes": ("不超过 {most} 字节", "at most {most} bytes"),
    "expected.document": (
        "一组键和值，例如 kind: standard",
        "keys with their values, such as kind: standard",
    ),
    "expected.values": ("不超过 {most} 个值", "at most {most} values"),
    "expected.levels": ("不超过 {most} 层", "at most {most} levels"),
    "hint.utf8": ("请将文件另存为 UTF-8 编码", "save the file in the encoding UTF-8"),
    # Keys and values in either format.
    "problem.duplicate-key": ("同一个键出现了两次", "a key stands twice"),
    "problem.not-finite": ("数值不是有限数", "a number is not finite"),
    "problem.number-too-long": ("数字写得过长", "a number is too long"),
    "problem.not-a-character": ("转义序列不是完整的字符", "an escape gives no whole character"),
    "problem.too-many-marks": (
        "一个字符上叠加了过多的附加符号",
        "a character carries too many marks",
    ),
    "expected.marks": ("不超过 {most} 个附加符号", "at most {most} marks"),
    "expected.finite": ("有限的数，或 null", "a finite number, or null"),
    "expected.number-length": (
        "不超过 {most} 个字符，指数不超过 {exponent} 位",
        "at most {most} characters, with an exponent of at most {exponent} digits",
    ),
    "expected.character": ("完整的字符", "a whole character"),
    "hint.one-key": ("请删去其中一个，或改用别的键", "remove one of the two, or rename it"),
    # JSON.
    "problem.not-json": ("文本不符合 JSON 语法", "the text is not JSON"),
    "hint.json": (
        "各项之间用逗号分隔，末项之后不加逗号；键和文字用双引号",
        "separate items by commas, with none after the last; put keys and text in double quotes",
    ),
    # YAML.
    "problem.not-yaml": ("文本不符合 YAML 语法", "the text is not YAML"),
    "problem.other-file": ("这是另一种文件", "this is a file of another kind"),
    "hint.other-file": (
        "表格请另存为“CSV UTF-8（逗号分隔）”，文件名以 .csv 结尾；文档请存为 UTF-8 编码的 YAML 或 JSON",
        "save a table as CSV UTF-8 (comma delimited) under a name that ends with .csv, a document as YAML or JSON in UTF-8",
    ),
    "problem.wide-sign": ("此处用了全角符号", "a sign of full width stands here"),
    "problem.yaml-anchor": ("使用了锚点", "an anchor stands here"),
    "problem.yaml-alias": ("使用了别名", "an alias stands here"),
    "problem.yaml-merge": ("使用了合并键", "a merge key stands here"),
    "problem.yaml-tag": ("使用了类型标签", "a tag stands here"),
    "problem.yaml-tab": ("使用了制表符", "a tab stands here"),
    "problem.several-documents": (
        "一个文本中有多个文档",
        "more than one document stands in the text",
    ),
    "problem.not-a-key": ("键不是单一的文字", "a key is not a single text"),
    "expected.key": ("一段文字作为键", "one text as the key"),
    "hint.write-out": ("请把内容在此处完整写出", "write the content out in full here"),
    "hint.no-tag": ("请去掉标签；文字可加引号", "remove the tag; text may stand in quotes"),
    "hint.spaces": (
        "请改用空格；双引号内可写作 \\t",
        "use spaces; inside double quotes write \\t",
    ),
    "hint.one-document": ("请把各文档分存为单独的文件", "put each document in a file of its own"),
    "hint.yaml-colon": (
        "请检查缩进；含有冒号加空格的文字须加引号",
        "check the indentation; text that holds a colon and a space needs quotes",
    ),
    "hint.yaml-indent": (
        "请检查本行与上一行的缩进和引号",
        "check indentation and quotes of this line and the one before",
    ),
    "hint.yaml-quotes": (
        "以符号开头的文字须加引号",
        "text that begins with a sign needs quotes",
    ),
    "hint.yaml-brackets": (
        "请检查括号是否成对、各项之间是否有逗号",
        "check that brackets are paired and items separated by commas",
    ),
    "hint.yaml-end": ("请检查引号是否成对", "check that quotes are paired"),
    "hint.yaml-escape": (
        "双引号内的反斜杠须写作 \\\\，或改用单引号",
        "inside double quotes write a backslash as \\\\, or use single quotes",
    ),
}
