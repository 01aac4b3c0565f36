"""For tests (测试工具): what checks rules, and tools that use them."""
