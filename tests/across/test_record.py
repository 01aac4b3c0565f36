"""What the library gives stays as it was recorded, unless the record is renewed with the change."""

from difflib import unified_diff
from itertools import islice

import pytest

from civil_village.messages.table import TEXTS
from tests.record import making

#: So many lines of a difference are shown.
SHOWN = 60


@pytest.mark.parametrize("name", making.FILES)
def test_what_the_library_gives_is_as_recorded(name):
    recorded = making.path_of(name).read_text(encoding="utf-8").split("\n")
    made = making.made(name).split("\n")
    if recorded == made:  # lines, or the comparison of pytest would take its time
        return
    lines = unified_diff(recorded, made, f"{name}.txt", "now", n=1, lineterm="")
    pytest.fail("\n".join([*islice(lines, SHOWN), making.RENEW]), pytrace=False)


def test_every_key_that_was_ever_written_is_still_read():
    gone = [key for key in making.known_keys() if key not in TEXTS]
    assert gone == [], "a stored document may have it: keep its texts, or strike it from keys.txt"


def test_every_key_is_known_from_now_on():
    assert sorted(set(TEXTS) - set(making.known_keys())) == [], making.RENEW
