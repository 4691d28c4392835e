import gzip
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, Outcome
from index import ChooseUploadError, Retriever, build_index, keep_uploads
from index.uploads import harmless_name

Make = Callable[..., Article]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "handed-in"
    folder.mkdir()
    return folder


def write(folder: Path, name: str, text: str = "The mill\n\nThe mill stood still.") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("mill.txt", "mill.txt"),
        ("2025-03-01 Mill, sold (2).txt", "2025-03-01 Mill, sold (2).txt"),
        ("../../etc/passwd.txt", "etc_passwd.txt"),
        ("/etc/passwd.txt", "etc_passwd.txt"),
        ("C:\\letters\\mill.txt", "C__letters_mill.txt"),
        (".hidden.txt", "hidden.txt"),
        ("a\0b\nc.txt", "a_b_c.txt"),
        ("\u202etxt.exe.txt", "_txt.exe.txt"),
        ("<img src=x>.html", "_img src=x_.html"),
        ("con.txt", "_con.txt"),
        ("Žluťoučký.jsonl.gz", "Žluťoučký.jsonl.gz"),
        ("w" * 300 + ".jsonl.gz", "w" * 191 + ".jsonl.gz"),
        ("ž" * 300 + ".txt", "ž" * 98 + ".txt"),
    ],
)
def test_names_become_harmless_and_keep_their_extension(name: str, harmless: str) -> None:
    assert harmless_name(name) == harmless


@pytest.mark.parametrize("name", ["", ".", "..", "/", "....txt", "\u202e", "a/../../..", ". .txt"])
def test_no_name_leads_out_or_is_hidden(name: str, tmp_path: Path) -> None:
    found = harmless_name(name)
    assert found
    assert not found.startswith(".")
    assert (tmp_path / found).resolve().parent == tmp_path.resolve()


def test_what_is_handed_in_is_never_overwritten(tmp_path: Path, files: Path) -> None:
    index = tmp_path / "x"
    first = keep_uploads(index, [write(files, "mill.txt", "The mill\n\nIt stood still.")])
    again = keep_uploads(index, [files / "mill.txt"])
    assert again == first
    other = keep_uploads(index, [write(files, "mill.txt", "The mill\n\nIt turned again.")])
    assert [path.name for path in other.files] == ["mill (2).txt"]
    assert "still" in first.files[0].read_text()


def test_an_archive_is_unpacked_flat_and_other_formats_are_named(
    tmp_path: Path, files: Path
) -> None:
    packed = files / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/mill.txt", "The mill\n\nIt stood still.")
        archive.writestr("../../b/mill.txt", "The mill\n\nIt turned again.")
        archive.writestr("__MACOSX/a/mill.txt", "x")
        archive.writestr("a/.DS_Store", "x")
        archive.writestr("a/photo.png", "x")
        archive.writestr("inner.zip", "x")
    kept = keep_uploads(tmp_path / "x", [packed])
    assert [path.name for path in kept.files] == ["a_mill.txt", "b_mill.txt"]
    assert [r.source for r in kept.rejected] == ["a/photo.png", "inner.zip"]
    assert {r.outcome for r in kept.rejected} == {Outcome.SKIPPED}
    assert {path.parent for path in kept.files} == {tmp_path / "x" / "uploads"}


def test_too_much_or_a_broken_archive_leaves_nothing(tmp_path: Path, files: Path) -> None:
    small = write(files, "small.txt")
    bomb = files / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", "0" * 5_000_000)
    assert bomb.stat().st_size < 20_000
    broken = files / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 not an archive")
    for handed in ([small, bomb], [small, broken], [small, files / "none.txt"]):
        with pytest.raises(ChooseUploadError):
            keep_uploads(tmp_path / "x", handed, most_bytes=3 * 2**20)
    with pytest.raises(ChooseUploadError, match="more than 3 MiB together"):
        keep_uploads(tmp_path / "x", [small, bomb], most_bytes=3 * 2**20)
    with pytest.raises(ChooseUploadError, match="More than 1 "):
        keep_uploads(tmp_path / "x", [small, write(files, "two.txt")], most_files=1)
    assert list((tmp_path / "x" / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    "packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_of_an_archive_damaged_anywhere_the_message_names_the_file(
    tmp_path: Path, files: Path, packing: int
) -> None:
    packed = files / "all.zip"
    with zipfile.ZipFile(packed, "w", packing) as archive:
        archive.writestr("mill.txt", "The mill\n\n" + " ".join(f"It stood {n}." for n in range(90)))
    whole = packed.read_bytes()
    refused = 0
    for place in range(0, len(whole), 3):
        for damaged in (whole[:place], whole[:place] + b"\xff\x00" + whole[place + 2 :]):
            packed.write_bytes(damaged)
            try:
                keep_uploads(tmp_path / "x", [packed])
            except ChooseUploadError as error:
                assert "all.zip cannot be read (" in str(error)  # noqa: PT017 - some are read
                refused += 1
    assert refused > len(whole) / 3


CRAMPED = """
import resource, sys
from pathlib import Path
from index import ChooseUploadError, keep_uploads

resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    keep_uploads(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
except ChooseUploadError as error:
    sys.exit(str(error))
"""


@pytest.mark.skipif(os.name == "nt", reason="no such limits there")
def test_a_full_disk_is_told_as_such_and_nothing_is_kept(tmp_path: Path, files: Path) -> None:
    handed = [write(files, "small.txt"), write(files, "big.txt", "The mill stood. " * 10_000)]
    full = subprocess.run(
        [sys.executable, "-c", CRAMPED, str(tmp_path / "x"), *map(str, handed)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "uploads cannot be written (File too large)" in full.stderr
    assert "the space on its disk" in full.stderr
    assert "cannot be read" not in full.stderr
    assert "Traceback" not in full.stderr
    assert list((tmp_path / "x" / "uploads").iterdir()) == []


def test_a_refusal_takes_nothing_that_was_kept_before(tmp_path: Path, files: Path) -> None:
    small = write(files, "small.txt")
    (kept,) = keep_uploads(tmp_path / "x", [small]).files
    with pytest.raises(ChooseUploadError):
        keep_uploads(tmp_path / "x", [small, files / "none.txt"])
    assert kept.exists()


# Hands in a file that goes on after what is read of it here, until it is killed.
CUT_OFF = """
import os, sys
from pathlib import Path
from index import keep_uploads

pipe = Path(sys.argv[2]) / "report.txt"
os.mkfifo(pipe)
if os.fork() == 0:
    with pipe.open("wb") as stream:
        stream.write(("The mayor\\n\\n" + "The mayor stole the funds. " * 50_000).encode())
        stream.flush()
        print("most of it", flush=True)
        sys.stdin.read()
    os._exit(0)
keep_uploads(Path(sys.argv[1]), [pipe])
"""


@pytest.mark.skipif(os.name == "nt", reason="no such pipes there")
def test_a_file_cut_off_by_a_kill_is_not_read_and_is_cleared_away(
    tmp_path: Path, files: Path, article: Make
) -> None:
    index = tmp_path / "x"
    home = index / "uploads"
    with subprocess.Popen(
        [sys.executable, "-c", CUT_OFF, str(index), str(files)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as server:
        assert server.stdout
        assert server.stdin
        assert server.stdout.readline() == b"most of it\n"
        assert [path.name for path in home.iterdir()] == [".handed-in.part"]
        build_index([article("a", "The quay was closed.")], index)  # another, meanwhile
        assert [path.name for path in home.iterdir()] == [".handed-in.part"]
        server.send_signal(signal.SIGKILL)
    assert [path.name for path in home.iterdir()] == [".handed-in.part"]
    report = build_index([article("b", "The lamp was lit.")], index)
    assert [entry.article_id for entry in report.ledger] == ["b"]
    assert list(home.iterdir()) == []
    (home / ".handed-in.part").write_text("The mayor")
    (kept,) = keep_uploads(index, [write(files / "whole", "report.txt")]).files
    assert list(home.iterdir()) == [kept]
    assert kept.name == "report.txt"


def test_every_later_build_reads_what_was_handed_in(
    tmp_path: Path, files: Path, article: Make
) -> None:
    index = tmp_path / "x"
    packed = files / "mill.txt.gz"
    packed.write_bytes(gzip.compress(b"The mill\n\nThe mill of Osek stood still."))
    keep_uploads(index, [packed])
    build_index([article("a", "The quay was closed.")], index)
    report = build_index([article("b", "The lamp was lit.")], index, prune=True)
    assert report.articles == 2
    titles = {a.title for a in Retriever.open(index).contents()}
    assert "The mill" in titles


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_among_the_uploads_is_not_followed_out(
    tmp_path: Path, files: Path, article: Make
) -> None:
    index = tmp_path / "x"
    keep_uploads(index, [write(files, "mill.txt")])
    (index / "uploads" / "out.txt").symlink_to(write(files, "secret.txt", "Secret\n\nA secret."))
    report = build_index([article("a", "The quay was closed.")], index)
    (refused,) = [entry for entry in report.ledger if entry.reason]
    assert "not followed" in refused.reason
