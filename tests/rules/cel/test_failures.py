"""What is refused by name."""

from civil_village.messages import TEXTS
from civil_village.rules.cel import REFUSED
from civil_village.rules.cel.failures import refused


def test_all_that_is_refused_has_a_name_and_a_reason():
    assert sorted(code for code in REFUSED if f"problem.{code}" not in TEXTS) == []
    assert sorted(code for code in REFUSED if f"hint.{code}" not in TEXTS) == []


def test_a_refusal_shows_the_part():
    assert str(refused("cel-uint", "a == 5u", (5, 7))) == (
        "here: unsigned integers are not supported, got 5u.\n"
        "    a == 5u\n"
        "         ^^\n"
        "Hint: use a plain integer, which has 64 bits [cel-uint]"
    )
