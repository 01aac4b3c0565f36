"""What the commands write is there whole or not at all, and nobody's entries are lost."""

import errno
import stat
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from civil_village.cli import main, writing
from civil_village.cli.files import UsageError
from civil_village.cli.writing import held, output, written
from civil_village.documents.logs import read_log, write_log
from civil_village.messages import Message
from civil_village.points import Ledger
from civil_village.samples import bundled

POLICY = "points.village"
MEETING = ["--claim", "meeting", "--who", "h02", "--recorded", "2024-07-01T12:00:00+08:00"]
RESTOCK = (
    b'{"restock": {"id": "late1", "reward": "salt", "count": 3, "on": "2024-07-01", '
    b'"recorded": "2024-07-01T12:00:00+08:00"}}\n'
)


@pytest.fixture
def book(tmp_path, monkeypatch):
    """The bundled ledger in lines, in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "book.jsonl"
    path.write_bytes(write_log(bundled("points.ledger")).encode())
    return path


def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def half(file, data):
    file.write(data[: len(data) // 2])
    full()


def names(path):
    return sorted(each.name for each in path.iterdir())


def beside(arguments, path, entry):
    """Run a command while somebody else, who came before it, enters something."""
    answers = []
    other = threading.Thread(target=lambda: answers.append(main(arguments)))
    with held(str(path), new=True) as file:
        other.start()
        time.sleep(0.05)
        assert other.is_alive()
        file.append(entry)
    other.join(10)
    return answers


# One after the other.

WRITERS = {
    "add": ["points", "add", POLICY, "book.jsonl", *MEETING],
    "restock": [
        *("points", "add", POLICY, "book.jsonl", "--event"),
        '{"restock": {"reward": "salt", "count": 2, "on": "2024-07-02"}}',
    ],
    "redeem": ["points", "redeem", POLICY, "book.jsonl", "soap", "h01", "--on", "2024-07-01"],
    "seal": ["points", "seal", "book.jsonl"],
    "merge": ["points", "merge", "book.jsonl", "points.ledger", "-o", "book.jsonl", "--force"],
}


def fake_locks(monkeypatch):
    """Lock as Windows does: one byte of a file beside, and after a while in vain an error."""
    fcntl = writing._FCNTL

    def locking(descriptor, mode, count):
        assert count == 1
        if mode == "unlock":
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            return
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.01)
            raise OSError(errno.EDEADLOCK, "Resource deadlock avoided") from None

    fake = SimpleNamespace(LK_LOCK="lock", LK_UNLCK="unlock", locking=locking)
    monkeypatch.setattr(writing, "_MSVCRT", fake)
    monkeypatch.setattr(writing, "_FCNTL", None)


@pytest.mark.parametrize("windows", [False, True], ids=["unix", "windows"])
@pytest.mark.parametrize("name", WRITERS)
def test_whoever_writes_waits_and_sees_what_was_entered_meanwhile(name, windows, book, monkeypatch):
    if windows:
        fake_locks(monkeypatch)
    assert len(beside(WRITERS[name], book, RESTOCK)) == 1
    whole = read_log(book.read_bytes(), Ledger)
    assert "late1" in whole
    assert len({event.id for event in whole.events}) == len(whole.events)
    assert names(book.parent) == ["book.jsonl"]


@pytest.mark.parametrize("windows", [False, True], ids=["unix", "windows"])
def test_two_who_begin_one_book_at_once_give_different_ids(book, monkeypatch, windows):
    if windows:
        fake_locks(monkeypatch)
    first = RESTOCK.replace(b"restock", b"claim").replace(
        b'"reward": "salt", "count": 3', b'"item": "meeting", "who": "h01"'
    )
    arguments = ["points", "add", POLICY, "new.jsonl", "--new", *MEETING]
    answers = beside(arguments, book.parent / "new.jsonl", first.replace(b"late1", b"c0001"))
    assert answers == [0]
    made = read_log(Path("new.jsonl").read_bytes(), Ledger)
    assert [event.id for event in made.events] == ["c0001", "c0002"]


def test_a_new_file_is_not_written_over_one_that_somebody_else_made_meanwhile(book):
    with output("new.jsonl") as write:
        Path("new.jsonl").write_bytes(RESTOCK)
        with pytest.raises(UsageError) as caught:
            write(b"")
    assert caught.value.message == Message("screen.exists", name="new.jsonl")
    assert Path("new.jsonl").read_bytes() == RESTOCK


def test_an_entry_that_is_refused_leaves_no_new_file(book):
    arguments = ["points", "add", POLICY, "new.jsonl", "--new", "--claim", "nothing"]
    assert main([*arguments, "--who", "h02"]) == 1
    assert names(book.parent) == ["book.jsonl"]


def test_a_circle_of_links_cannot_be_written(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(UsageError), held(str(tmp_path / "a"), new=True):
        pass


# Whole or not at all.

TABLES = {
    "evaluate": ["evaluate", "anle.standard", "anle.villages"],
    "rank": ["rank", "anle.standard", "anle.villages"],
    "template": ["template", "anle.standard"],
    "merge": ["points", "merge", "points.ledger"],
}


@pytest.mark.parametrize("name", TABLES)
def test_a_full_disk_leaves_a_file_as_it_was(name, book, monkeypatch, capsys):
    kept = Path("kept.jsonl" if name == "merge" else "kept.csv")
    kept.write_bytes(b"what was there")
    monkeypatch.setattr(writing, "_write", half)
    assert main([*TABLES[name], "-o", kept.name, "--force"]) == 2
    assert f"cannot write {kept}: No space left on device" in capsys.readouterr().err
    assert kept.read_bytes() == b"what was there"
    assert main([*TABLES[name], "-o", f"new{kept.suffix}"]) == 2
    assert names(book.parent) == ["book.jsonl", kept.name]


def test_whoever_stops_the_program_leaves_a_file_as_it_was(book, monkeypatch):
    before = book.read_bytes()

    def stopped(file, data):
        file.write(data[:10])
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "_write", stopped)
    with pytest.raises(KeyboardInterrupt), held(str(book)) as file:
        file.append(RESTOCK)
    for name in (str(book), "new.csv"):
        with pytest.raises(KeyboardInterrupt):
            written(name, b"other", force=True)
    assert book.read_bytes() == before
    assert names(book.parent) == ["book.jsonl"]


def test_a_failing_rename_leaves_a_file_as_it_was(book, monkeypatch):
    before = book.read_bytes()
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError):
        written(str(book), b"other", force=True)
    assert book.read_bytes() == before
    assert names(book.parent) == ["book.jsonl"]


def test_what_replaces_a_file_has_its_mode_and_links_stay_links(book):
    book.chmod(0o640)
    Path("link.jsonl").symlink_to("book.jsonl")
    written("link.jsonl", b"other", force=True)
    assert Path("link.jsonl").is_symlink()
    assert (book.read_bytes(), stat.S_IMODE(book.stat().st_mode)) == (b"other", 0o640)


def test_a_new_file_has_the_mode_that_new_files_have(book):
    Path("plain").write_bytes(b"")
    for name, force in (("one.csv", False), ("two.csv", True)):
        written(name, b"x", force=force)
        assert Path(name).stat().st_mode == Path("plain").stat().st_mode


def test_a_link_to_a_file_that_is_not_there_yet_leads_to_the_new_one(book):
    Path("link.csv").symlink_to("target.csv")
    written("link.csv", b"x")
    assert Path("target.csv").read_bytes() == b"x"


def test_an_empty_file_may_be_what_is_written(book):
    written("empty.jsonl", b"")
    assert Path("empty.jsonl").read_bytes() == b""


def test_a_device_stays_a_device_and_a_folder_a_folder(book):
    written("/dev/null", b"x", force=True)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    for name in ("/dev/full", ".", "no/such/folder.csv", "nul\0.csv"):
        with pytest.raises(UsageError):
            written(name, b"x", force=True)
    with pytest.raises(UsageError):
        written("/dev/null", b"x")


def test_on_windows_an_open_file_is_closed_before_it_is_replaced(book, monkeypatch):
    fake_locks(monkeypatch)
    replace, closed = Path.replace, []
    with held(str(book)) as file:
        monkeypatch.setattr(
            Path, "replace", lambda *paths: closed.append(file.file.closed) or replace(*paths)
        )
        file.replace(b"other")
    assert closed == [True]
    assert book.read_bytes() == b"other"
    assert main(["points", "merge", "points.ledger", "-o", "new.jsonl"]) == 0
    assert names(book.parent) == ["book.jsonl", "new.jsonl"]
