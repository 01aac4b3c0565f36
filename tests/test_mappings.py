"""Collections that cannot change."""

import copy
import pickle

import pytest

from civil_village.mappings import FrozenMapping, as_mapping, as_tuple

PAIR = {"b": 2, "a": 1}


def test_a_frozen_mapping_is_a_mapping_in_the_order_of_its_keys():
    mapping = FrozenMapping(PAIR)
    assert list(mapping) == ["b", "a"]
    assert (len(mapping), mapping["a"], mapping.get("c"), "b" in mapping) == (2, 1, None, True)
    assert repr(mapping) == "FrozenMapping({'b': 2, 'a': 1})"


def test_order_is_no_part_of_equality():
    one, other = FrozenMapping(PAIR), FrozenMapping({"a": 1, "b": 2})
    assert one == other == PAIR
    assert hash(one) == hash(other)
    assert one != FrozenMapping({"a": 1, "b": 3})
    assert len({one, other}) == 1


def test_nothing_given_is_an_empty_mapping():
    assert FrozenMapping() == FrozenMapping(None) == FrozenMapping({}) == {}
    assert not FrozenMapping()


def test_later_changes_to_what_was_given_do_not_show():
    given = dict(PAIR)
    mapping = FrozenMapping(given)
    given["c"] = 3
    assert mapping == PAIR


def test_a_frozen_mapping_cannot_change():
    mapping = FrozenMapping(PAIR)
    with pytest.raises(TypeError):
        mapping["c"] = 3
    with pytest.raises(TypeError):
        del mapping["a"]
    with pytest.raises(AttributeError, match="cannot change: _entries"):
        mapping._entries = {}
    with pytest.raises(AttributeError, match="cannot change: more"):
        mapping.more = 1
    assert mapping == PAIR


def test_a_mapping_that_holds_what_can_change_has_no_hash():
    with pytest.raises(TypeError):
        hash(FrozenMapping({"a": []}))


@pytest.mark.parametrize(
    "twin", [copy.copy, copy.deepcopy, lambda mapping: pickle.loads(pickle.dumps(mapping))]
)
def test_a_copy_is_equal_and_frozen(twin):
    made = twin(FrozenMapping(PAIR))
    assert (type(made), made, list(made)) == (FrozenMapping, PAIR, ["b", "a"])


def test_what_users_hand_in_is_copied_into_what_cannot_change():
    assert as_tuple(item for item in (2, 1)) == (2, 1)
    assert as_mapping(PAIR) == FrozenMapping(PAIR)


def test_what_cannot_change_is_not_copied():
    mapping = FrozenMapping(PAIR)
    assert as_mapping(mapping) is mapping


def test_keys_values_and_items_come_in_their_order():
    mapping = FrozenMapping(PAIR)
    assert list(mapping.keys()) == ["b", "a"]
    assert list(mapping.values()) == [2, 1]
    assert list(mapping.items()) == [("b", 2), ("a", 1)]
