"""What a class declares of how it is written, its reader and its writer do."""

from inspect import isclass

import pytest
from attrs import has
from hypothesis import given, settings
from hypothesis import strategies as st

from civil_village.canonical import plain, plain_fields
from civil_village.documents.conversion import structure
from civil_village.messages.table import TEXTS
from civil_village.written_forms import KEYS, form_of, keys_of, written_fields
from tests.drawn.by_name import drawn
from tests.public_names import VALUES

MODELS = [kind for kind in VALUES.values() if isclass(kind) and has(kind)]
FORMS = {kind: form_of(kind) for kind in MODELS if form_of(kind) is not KEYS}
SHORTER = [kind for kind, form in FORMS.items() if form.shorter is not None]
OWN = [kind for kind, form in FORMS.items() if form.own is not None]


def test_a_form_speaks_of_fields_and_messages_that_there_are():
    for kind, form in FORMS.items():
        names = {attribute.name for attribute in written_fields(kind)}
        if form.sole is not None:
            assert names == {form.sole}
        if form.shorter is not None and form.shorter.field is not None:
            assert form.shorter.field in names & set(keys_of(kind))
        assert form.expects is None or form.expects in TEXTS
        assert not form.named or isinstance(kind.name, str)


@pytest.mark.parametrize("kind", SHORTER, ids=lambda kind: kind.__name__)
@settings(max_examples=20)
@given(data=st.data())
def test_what_has_a_shorter_form_reads_back_from_both(kind, data):
    model, form = data.draw(drawn(kind)), FORMS[kind]
    long = plain_fields(model) if form.sole is None else plain(getattr(model, form.sole))
    short = form.shorter.brief(long)
    assert structure(long, kind) == structure(short, kind) == model
    assert short == long or form.shorter.fits(short)
    assert plain(model) == ({kind.name: short} if form.named else short)


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.__name__)
@settings(max_examples=20)
@given(data=st.data())
def test_what_is_no_matter_of_fields_reads_back(kind, data):
    model = data.draw(drawn(kind))
    assert structure(plain(model), kind) == model
