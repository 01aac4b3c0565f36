"""The steps of a portable standard, worked out by an engine, in the words of a result."""

from fractions import Fraction

from civil_village.rules.interpreter import interpret


def by_interpreter(written, numbers):
    """Work all steps out with this library's own interpreter."""
    found = {name: Fraction(number) for name, number in numbers.items()}
    for step in written.steps:
        value = interpret(step.rule, found).value
        assert value.denominator == 1
        assert abs(value) < 2**63
        least, greatest = written.writing.sizes[step.name]
        assert least <= value <= greatest, step.name
        found[step.name] = value
    return {name: int(value) for name, value in found.items()}


def by_engine(compiled, written, numbers):
    """Give a function that works all steps out with an engine that compiles texts.

    Args:
        compiled: Compiles a text, given what it may read, to a function of numbers.
        written: The portable standard.
        numbers: Names of the variables.
    """
    known, steps = list(numbers), []
    for step in written.steps:
        steps.append((step.name, compiled(step.text, known)))
        known.append(step.name)

    def work_out(given):
        found = dict(given)
        for name, run in steps:
            found[name] = run(found)
        return found

    return work_out


def told(written, found):
    """Say what steps came to, by path, as `expected` does of a result."""

    def value(part):
        return found[part] if isinstance(part, str) else part

    def points(result):
        return tuple(
            Fraction(value(result[end][0]), value(result[end][1])) for end in ("least", "greatest")
        )

    def state(result, holds, fails):
        if value(result[holds]):
            return True
        return False if fails not in result or value(result[fails]) else None

    answer = {}
    results = written.results
    for path, result in results.items():
        if path in ("CRITERIA", "EXACT") or ".INNER" in path:
            continue  # no result speaks of it
        if "least" in result:
            answer[path] = points(result)
        if "reached" in result:
            answer[path, "minimum"] = state(result, "reached", "missed")
    if "BANDS" in results:
        answer["BANDS"] = tuple(name for name, band in results["BANDS"].items() if value(band))
    if "OUTCOME" in results:
        answer["OUTCOME"] = state(results["OUTCOME"], "passes", "fails")
    return answer


_STATES = {"met": True, "unmet": False, "undetermined": None}
_OUTCOMES = {"passes": True, "fails": False, "open": None}


def expected(result):
    """Say the same of a result of `evaluate`."""
    answer = {c.id: tuple(map(Fraction, c.bounds)) for c in result.criteria}
    for section in (*result.sections, *result.bonuses, *result.deductions):
        answer[section.id] = tuple(map(Fraction, section.bounds))
        answer[section.id, "minimum"] = _STATES[section.minimum]
        for criterion in section.criteria:
            answer[f"{section.id}.{criterion.id}"] = tuple(map(Fraction, criterion.bounds))
    answer["TOTAL"] = tuple(map(Fraction, result.bounds))
    if result.possible_bands:
        answer["BANDS"] = tuple(result.possible_bands)
    if result.outcome != "scored":
        answer["OUTCOME"] = _OUTCOMES[result.outcome]
    return answer


def compare(written, found, result):
    """Check that steps tell nothing else than a result, and leave out only what they name."""
    here, there = told(written, found), expected(result)
    for key, answer in here.items():
        assert answer == there[key], (key, answer, there[key])
    if not written.left_out:
        lacking = there.keys() - here.keys()
        assert not lacking, lacking
