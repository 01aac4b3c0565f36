"""Masks (遮名): a log that can be shown in public, in which nobody is named by an id.

Masks hide ids, not deeds: whoever knows what somebody did on a day finds the entry. What is
published is the village's to decide.

Who knows one id and its mask can try secrets, one after the other, and nobody sees it. So the
key of the masks is slow to derive from the secret (scrypt), which costs an honest user some
hundredths of a second once; and a secret has to be long, and of many different characters.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from attrs import evolve

from civil_village.events.history import by_recording
from civil_village.events.log import L, changed
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem

#: A shorter secret could be found by trying: ids are few, and one known mask tells it.
SHORTEST_SECRET = 16
#: Fewer different characters are a pattern rather than a secret.
FEWEST_CHARACTERS = 8
#: Digits of a mask: enough that among millions of ids no two get the same.
DIGITS = 20


def mask(secret: str, who: str) -> str:
    """Give what stands for an id in an extract, so that its owner can look for it (遮名).

    It serves for rows of statements and of rankings as well. Only who has the secret can
    tell the id from the mask, or which mask an id gets.

    Args:
        secret: At least 16 characters, 8 of them different, that nobody can guess and that
            are never published.
        who: The id of a subject.

    Raises:
        DocumentError: The secret is too short, or has too few different characters.

    Examples:
        >>> mask("rain on the third roof", "h017")
        'm4f7664d663076c3a4254'
    """
    import hashlib  # noqa: PLC0415 - loads OpenSSL, which only masks and seals need

    require_secret(secret)
    made = hashlib.blake2b(_encoded(who), digest_size=DIGITS // 2, key=_key(secret))
    return "m" + made.hexdigest()


@lru_cache(maxsize=4)
def _key(secret: str) -> bytes:
    """Derive the key of the masks from a secret, slowly, so that trying secrets is slow."""
    import hashlib  # noqa: PLC0415 - as above

    # 32 MB and about a tenth of a second, on purpose. The salt is the same everywhere: masks
    # have to come out the same wherever the secret is known, and nothing else is.
    salt = b"civil-village:mask:2"
    return hashlib.scrypt(
        _encoded(secret),
        salt=salt,
        n=2**15,
        r=8,
        p=1,
        maxmem=2**26,
        dklen=hashlib.blake2b.MAX_KEY_SIZE,
    )


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # whatever a text may hold in Python


def extract(log: L, *, secret: str, hide_places: bool = False) -> L:
    """Give a log for the notice board, with masks in place of ids (公开摘录).

    Subjects, proofs and marks of acts get masks, the same id always the same one. Entries
    are numbered anew, ``e1``, ``e2`` and so on in the order in which they count, and stand
    in that order, since ids of entries may speak of people too. Items, days, instants,
    amounts, roles and reasons stay, so a ledger settles as before. It bears no seals:
    from those, ids could be found by trying.

    Args:
        log: The whole book.
        secret: As in `mask`.
        hide_places: Mask places also, where few live at one.

    Raises:
        DocumentError: The secret is too short, or has too few different characters.

    Examples:
        >>> from datetime import date, datetime, timezone
        >>> from civil_village.points import Claim, Ledger
        >>> noon = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
        >>> claim = Claim(id="h017_1", item="aid", who="h017", on=date(2024, 3, 1), recorded=noon)
        >>> shown = extract(Ledger().add(claim), secret="rain on the third roof")
        >>> shown["e1"].item, shown["e1"].who == mask("rain on the third roof", "h017")
        ('aid', True)
    """
    require_secret(secret)  # also where there is nothing to mask
    ordered = by_recording(log.events)
    width = len(str(len(ordered)))
    numbers = {event.id: f"e{place:0{width}}" for place, event in enumerate(ordered, 1)}
    telling = (*log.telling, "place") if hide_places else log.telling

    def shown(event: Any) -> Any:
        changes = masked(event, secret, *telling)
        of = getattr(event, "of", None)
        if of is not None:  # what is not in the book has no number
            changes["of"] = numbers.get(of) or mask(secret, of)
        return evolve(event, id=numbers[event.id], **changes)

    return changed(log, events=[shown(event) for event in ordered], unsealed=0, seals=())


def masked(model: Any, secret: str, *names: str) -> dict[str, str]:
    """Give the masks of the ids in these fields of a model, of those that it has and fills.

    Examples:
        >>> from civil_village.points import Member
        >>> list(masked(Member(id="p1", place="east"), "rain on the third roof", "place", "who"))
        ['place']
    """
    filled = [name for name in names if getattr(model, name, None) is not None]
    return {name: mask(secret, getattr(model, name)) for name in filled}


def require_secret(secret: str) -> None:
    """Refuse a secret that could be guessed.

    Raises:
        DocumentError: It is too short, or has too few different characters.
    """
    # Neither the secret nor its length is told: problems get printed.
    if len(secret) < SHORTEST_SECRET:
        expected = Message("expected.characters-at-least", least=SHORTEST_SECRET)
        raise DocumentError([Problem(code="secret-too-short", expected=expected)])
    if len(set(secret)) < FEWEST_CHARACTERS:
        expected = Message("expected.characters-different", least=FEWEST_CHARACTERS)
        raise DocumentError([Problem(code="secret-too-plain", expected=expected)])
