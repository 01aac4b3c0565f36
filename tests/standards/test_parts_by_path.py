"""One walk goes over a standard and over each of its results."""

from functools import reduce

from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule
from civil_village.samples import bundled
from civil_village.standards import evaluate
from civil_village.standards.parts_by_path import walk


def led_to(tree, steps):
    """Follow keys and indexes into a tree."""

    def step(part, key):
        return getattr(part, key) if isinstance(key, str) else part[key]

    return reduce(step, steps, tree)


def test_a_result_has_the_parts_of_its_standard_by_the_same_paths():
    standard = bundled("anle.standard")
    strike = Strike(id="nothing_left", when=Rule("major_incidents > 0"))
    standard = standard.replaced("order.safety", zero_if=[strike])
    gate = Requirement(id="willing", rule=Rule("work_rules"))
    standard = standard.replaced(gates=[gate])
    result = evaluate(standard, {})
    assert [path for path, _ in result.parts()] == [path for path, _ in standard.paths()]
    assert {"order", "order.safety", "order.safety.nothing_left", "willing"} <= {
        p for p, *_ in walk(result)
    }
    for tree in (standard, result):
        for path, steps, part in walk(tree):
            assert led_to(tree, steps) is part
            assert tree[path] is part
            assert path.rpartition(".")[2] == part.id
