"""What decides (计分内容): a document without its words, and the digests of that.

Two editions whose scores are worked out alike have one digest of their scoring, however they are
labelled, wherever they come from and in whatever order their parts stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import has

from civil_village.aims import Aim
from civil_village.assumptions import Assumed
from civil_village.canonical import digest, plain
from civil_village.labels import Label, Source
from civil_village.leeway import Leeway, Tailored
from civil_village.standards.model.standard import Standard
from civil_village.tailoring.parts import inner_fields
from civil_village.written_forms import Key, form_of, keys_of

#: Types of fields that say something to people, and decide nothing.
_WORDS = (Label, Source, Assumed, Aim, Leeway, Tailored)
#: What is said of a document as a whole.
_OF_WHOLE = ("id", "edition", "from", "consulted")
#: Of a standard, and of its sections, what makes of scores an outcome, a band or a place.
_OF_OUTCOMES = ("bands", "passes", "compare", "gates", "vetoes", "ranking", "quotas")


def scoring_digest(document: Any) -> str:
    """Give the fingerprint of what makes the scores of a document (计分指纹).

    Two standards with equal ones give every village the same points and the same score. Labels,
    sources, aims, what is assumed and what no rule reads are left out; so are bands, pass line,
    gates and vetoes, which make of a score an outcome. Of other documents it is all that decides.

    Args:
        document: A standard, or another document of one of the kinds.

    Examples:
        >>> from civil_village.samples import bundled
        >>> standard = bundled("anle.standard")
        >>> renamed = standard.replaced("leadership", label="领导班子建设")
        >>> scoring_digest(renamed) == scoring_digest(standard)
        True
    """
    made = deciding(document)
    if isinstance(document, Standard):
        made = {key: value for key, value in made.items() if key not in _OF_OUTCOMES}
        sections: Mapping[str, dict[str, Any]] = made.get("sections", {})
        kept = {
            name: {key: value for key, value in section.items() if key != "minimum"}
            for name, section in sections.items()
        }
        made = {**made, "sections": kept}
    return digest(_without_idle(made))


def deciding_digest(document: Any) -> str:
    """Give the fingerprint of all that decides in a document: scores, outcomes, bands, places.

    Args:
        document: A document of one of the kinds.

    Examples:
        >>> from civil_village.samples import bundled
        >>> standard = bundled("anle.standard")
        >>> no_veto = standard.without("vice")
        >>> deciding_digest(no_veto) == deciding_digest(standard)
        False
        >>> scoring_digest(no_veto) == scoring_digest(standard)
        True
    """
    return digest(_without_idle(deciding(document)))


def deciding(document: Any) -> dict[str, Any]:
    """Give a document in plain data without what only speaks to people."""
    made: dict[str, Any] = _bare(document)
    return {key: value for key, value in made.items() if key not in _OF_WHOLE}


def _bare(value: Any) -> Any:
    kind: Any = type(value)
    if isinstance(value, _WORDS):
        return None
    if has(kind) and form_of(kind).own is None:
        name: str = value.name if form_of(kind).named else ""
        fields = {key: _field(value, key, each) for key, each in _deciding_keys(kind)}
        fields = {key: one for key, one in fields.items() if one is not None}
        return {name: fields} if name else fields
    if isinstance(value, Mapping):
        return {str(key): _bare(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_bare(item) for item in value]
    return plain(value)


def _deciding_keys(kind: Any) -> Iterator[tuple[str, Key]]:
    """Give the keys of a class that are no words."""
    for key, each in keys_of(kind).items():
        text = str(each.kind)
        if not any(f".{word.__name__}" in text for word in _WORDS[1:]) and key != "label":
            yield key, each


def _field(value: Any, key: str, each: Key) -> Any:
    part = getattr(value, each.name)
    if part is None or part in ((), each.default):
        return None
    if key in (inner_fields(value.__class__) or ()) and isinstance(part, tuple):
        # In which order they stand decides nothing.
        return {item.id: _bare(item) for item in part}
    return _bare(part)


def _without_idle(made: dict[str, Any]) -> dict[str, Any]:
    """Leave out of a catalogue what nothing in the document reads."""
    catalogue = made.get("catalogue")
    if not isinstance(catalogue, dict):
        return made
    shelves = ("indicators", "events", "subjects")
    known = {n: each for shelf in shelves for n, each in catalogue.get(shelf, {}).items()}
    others = {key: value for key, value in made.items() if key != "catalogue"}
    others["consistency"] = catalogue.get("consistency")
    read: set[str] = set()
    waiting = [name for name in set(_words(others)) if name in known]
    while waiting:
        name = waiting.pop()
        if name not in read:
            read.add(name)
            waiting += [word for word in set(_words(known[name])) if word in known]
    kept = {
        shelf: {name: each for name, each in catalogue.get(shelf, {}).items() if name in read}
        for shelf in shelves
    }
    named = {key: value for key, value in catalogue.items() if key not in ("id", "edition")}
    return {**made, "catalogue": {**named, **kept}}


def _words(value: Any) -> Iterator[str]:
    """Give every word in plain data that may be a name."""
    waiting: list[Any] = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield from _split(each)
        elif isinstance(each, Mapping):
            waiting += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            waiting += each


def _split(text: str) -> Iterable[str]:
    return "".join(c if c.isascii() and (c.isalnum() or c == "_") else " " for c in text).split()
