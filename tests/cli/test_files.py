"""Files are read no further than what is read from them may be large."""

import os
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from civil_village.cli import files, main
from civil_village.cli.files import UsageError, file_bytes, lines_of
from civil_village.cli.ledger_files import book_of
from civil_village.documents import loads
from civil_village.documents.logs import read_log, write_log
from civil_village.documents.reading import text as reading
from civil_village.points import Ledger
from civil_village.problems import DocumentError
from civil_village.samples import bundled, bundled_text

READERS = {
    "document": ["check", "{}"],
    "referred to": ["check", "anle.standard", "--with", "{}"],
    "records": ["evaluate", "anle.standard", "{}"],
    "table": ["evaluate", "anle.standard", "anle.villages", "--households", "{}"],
    "ledger": ["points", "verify", "{}"],
    "ledger to write to": ["points", "seal", "{}"],
    "secret": ["points", "extract", "points.ledger", "--secret-file", "{}"],
}


class Endless:
    """A file that goes on for ever, and counts what is read of it."""

    def __init__(self, piece):
        self.piece, self.read_so_far = piece, 0

    def read(self, size):
        given = self.piece[:size]
        self.read_so_far += len(given)
        return given


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", READERS)
def test_a_sparse_file_of_three_gigabytes_is_refused_at_once(name, capsys):
    with Path("large").open("wb") as file:
        file.truncate(3_000_000_000)
    answer = main([part.format("large") for part in READERS[name]])
    said = "not a ledger in JSON lines" if name == "ledger to write to" else "too large"
    assert answer in (1, 2)
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("name", ["document", "ledger", "secret"])
def test_a_device_without_end_is_refused(name, capsys):
    assert main([part.format("/dev/zero") for part in READERS[name]]) == 1


def test_a_device_is_no_book_to_write_to(capsys):
    assert main(["points", "seal", "/dev/full"]) == 2
    assert "no regular file" in capsys.readouterr().err
    os.mkfifo("pipe")
    assert main(["points", "seal", "pipe"]) == 2


def test_a_pipe_is_read_to_its_end():
    os.mkfifo("pipe")
    text = write_log(bundled("points.ledger")).encode()
    writer = threading.Thread(target=Path("pipe").write_bytes, args=(text,))
    writer.start()
    assert book_of("pipe", Ledger).log == bundled("points.ledger")
    writer.join()


def test_a_folder_cannot_be_read():
    for read in (file_bytes, partial(book_of, kind=Ledger)):
        with pytest.raises(UsageError):
            read(".")


def test_no_more_than_a_piece_beyond_the_limit_is_read(monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 5000)
    monkeypatch.setattr(files, "_PIECE", 1000)
    for read in (
        lambda file: files.bounded("x", files.pieces_of(file)),
        lambda file: [*lines_of(file)],
    ):
        file = Endless(b"a" * 1000)
        with suppress(DocumentError):
            read(file)
        assert file.read_so_far == 6000


def test_a_file_at_the_limit_is_read(monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 5)
    Path("a").write_bytes(b"12345")
    assert file_bytes("a") == b"12345"
    Path("a").write_bytes(b"123456")
    with pytest.raises(DocumentError):
        file_bytes("a")


def test_lines_of_a_log_are_read_until_too_much_is_wrong():
    def lines():
        for number in range(10**9):
            seen.append(number)
            yield b"{}\n"

    seen = []
    with pytest.raises(DocumentError) as caught:
        read_log(lines(), Ledger)
    assert 1000 <= len(caught.value.problems) <= 1001
    assert len(seen) == 1001  # the one more shows that there are more


def test_a_line_that_is_too_long_is_the_last_one_that_is_read(monkeypatch):
    monkeypatch.setattr("civil_village.documents.logs.LARGEST", 100)
    with pytest.raises(DocumentError) as caught:
        read_log(iter([b"\n", b"{" * 101, b"never read"]), Ledger)
    (problem,) = caught.value.problems
    assert (problem.code, problem.position.line) == ("too-large", 2)
    assert reading.LARGEST == 20_000_000


def test_an_open_file_is_read_line_by_line():
    Path("book.jsonl").write_bytes(write_log(bundled("points.ledger")).encode())
    with Path("book.jsonl").open("rb") as file:
        assert read_log(file, Ledger) == bundled("points.ledger")


def test_files_as_windows_writes_them_say_the_same(capsys):
    """With two characters at the end of each line, and a byte-order mark."""
    mark = b"\xef\xbb\xbf"
    for name in ("points.ledger", "points.village"):
        text = bundled_text(name)
        assert loads(mark + text.replace(b"\n", b"\r\n")) == loads(text)
    lines = write_log(bundled("points.ledger")).encode()
    Path("book.jsonl").write_bytes(mark + lines.replace(b"\n", b"\r\n"))
    assert book_of("book.jsonl", Ledger).log == bundled("points.ledger")
    answers = []
    for secret in (b"rain on the third roof", mark + b"rain on the third roof\r\n"):
        Path("secret").write_bytes(secret)
        assert main(["points", "extract", "book.jsonl", "--secret-file", "secret"]) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]


def test_a_book_with_ends_of_lines_as_on_windows_grows(capsys):
    lines = write_log(bundled("points.ledger")).encode().replace(b"\n", b"\r\n")
    Path("book.jsonl").write_bytes(lines)
    entry = ["--claim", "meeting", "--who", "h02", "--recorded", "2024-07-01T12:00:00+08:00"]
    assert main(["points", "add", "points.village", "book.jsonl", *entry]) == 0
    assert Path("book.jsonl").read_bytes().startswith(lines)
    assert len(book_of("book.jsonl", Ledger).log.events) == 27
