"""Finding files and accounting for each, whatever they hold."""

import gzip
import json
import os
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import FORMATS, Article, CheckPathsError, Rejected, read_articles

Records = list[Article | Rejected]


def line(title: str, text: str = "It rained.") -> str:
    return json.dumps({"title": title, "text": text}) + "\n"


def reasons(records: Records) -> dict[str, str]:
    """Why each file that gave no article gave none, by its name."""
    return {Path(r.source).name: r.reason for r in records if isinstance(r, Rejected)}


def titles(records: Records) -> list[str]:
    return [record.title for record in records if isinstance(record, Article)]


def test_a_missing_path_is_said_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain\n\nIt rained.")

    with pytest.raises(CheckPathsError, match=r"nowhere does not exist\. Check the path"):
        read_articles([tmp_path / "a.txt", tmp_path / "nowhere"])


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b/z.txt", "a.txt", "c.txt", "b/y.txt", "B.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name}\n\nIt rained.")

    first, second = list(read_articles([tmp_path])), list(read_articles([tmp_path]))

    assert titles(first) == ["B.txt", "a.txt", "b/y.txt", "b/z.txt", "c.txt"]
    assert first == second


def test_a_folder_that_moves_keeps_its_ids(tmp_path: Path) -> None:
    old = tmp_path / "old" / "clippings"
    (old / "may").mkdir(parents=True)
    (old / "may" / "a.txt").write_text("Rain\n\nIt rained.")
    [before] = read_articles([old])
    new = tmp_path / "new"
    new.mkdir()
    [after] = read_articles([old.rename(new / "clippings")])

    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert before.id == after.id
    assert before.source != after.source


def test_a_folder_with_nothing_in_it_gives_nothing(tmp_path: Path) -> None:
    assert list(read_articles([tmp_path])) == []


def test_hidden_and_unknown_files_are_skipped_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / ".drafts").mkdir()
    (tmp_path / ".drafts" / "a.txt").write_text("Rain\n\nIt rained.")
    (tmp_path / ".notes.txt").write_text("Rain\n\nIt rained.")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "README").write_text("Read me")

    why = reasons(list(read_articles([tmp_path])))

    assert why.keys() == {".drafts", ".notes.txt", "photo.jpg", "README"}
    assert why[".drafts"] == why[".notes.txt"] == "hidden (its name begins with a full stop)"
    assert why["photo.jpg"].startswith("extension .jpg is not read; known: .csv, .htm")
    assert why["README"].startswith("extension none is not read")


@pytest.mark.parametrize("extension", FORMATS)
def test_every_format_named_is_read_also_gzipped_and_in_capitals(
    extension: str, reject: Callable[[str, str | bytes], Rejected]
) -> None:
    assert reject(f"a{extension}", "").reason == "the file is empty"
    assert reject(f"A{extension.upper()}", " \n").reason in {
        "the file is empty",
        "the line is empty",
    }
    assert reject(f"a{extension}.gz", gzip.compress(b"")).reason == "the file is empty"


def test_a_link_to_a_folder_is_followed_and_one_to_itself_is_not(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "a.txt").write_text("Rain\n\nIt rained.")
    (inside / "linked").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (outside / "back").symlink_to(inside)

    records = list(read_articles([inside]))

    assert titles(records) == ["Rain"]
    assert reasons(records) == dict.fromkeys(
        ("back", "loop"), "a link to a folder that holds it; not followed"
    )


def test_links_that_lead_nowhere_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("gone.txt")
    (tmp_path / "b.txt").symlink_to("b.txt")
    (tmp_path / "c.txt").write_text("Rain\n\nIt rained.")

    records = list(read_articles([tmp_path]))

    assert titles(records) == ["Rain"]
    assert reasons(records) == {
        "a.txt": "a link that leads nowhere; mend or delete it",
        "b.txt": "cannot be read: Too many levels of symbolic links",
    }
    assert list(read_articles([tmp_path / "b.txt"])) == records[1:2]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_fails_and_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain\n\nIt rained.")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b.txt").write_text("Hail\n\nIt hailed.")

    records = list(read_articles([tmp_path]))

    assert titles(records) == ["Hail"]
    assert reasons(records)["a.txt"].startswith("permission denied")


def test_a_pipe_is_skipped_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")

    assert reasons(list(read_articles([tmp_path]))) == {"a.txt": "not a regular file"}


def test_a_file_name_that_is_no_utf8_is_shown_escaped(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    for name in (b"caf\xe9.txt", b"photo.\xff"):
        with open(os.path.join(folder, name), "wb") as stream:
            stream.write(b"Rain\n\nIt rained.")

    article, rejected = read_articles([tmp_path])

    assert isinstance(article, Article)
    assert isinstance(rejected, Rejected)
    assert article.source.endswith("caf\\xe9.txt")
    assert rejected.reason.startswith("extension .\\xff is not read")
    assert article.model_dump_json().encode()
    assert rejected.model_dump_json().encode()


def test_a_cut_gzip_keeps_the_articles_before_the_cut(tmp_path: Path) -> None:
    many = "".join(line(f"Rain {n}", os.urandom(50).hex()) for n in range(2_000))
    packed = gzip.compress(many.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "b.jsonl").write_text(line("Hail"))

    records = list(read_articles([tmp_path]))

    assert titles(records)[:2] == ["Rain 0", "Rain 1"]
    assert titles(records)[-1] == "Hail"
    assert 900 < len(records) < 1_100
    [why] = reasons(records).values()
    assert why.startswith("the gzip data ends too early; what came before is kept")


def test_what_only_claims_to_be_gzip_fails(reject: Callable[[str, str | bytes], Rejected]) -> None:
    assert "Not a gzipped file" in reject("a.txt.gz", "Rain\n\nIt rained.").reason


def test_an_endless_line_fails_by_number_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(line("Rain").encode() + b'{"text": "')
        for _ in range(50):
            stream.write(b"x" * 1_000_000)
        stream.write(b'"}\n' + line("Hail").encode())

    tracemalloc.start()
    records = list(read_articles([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert titles(records) == ["Rain", "Hail"]
    assert reasons(records) == {
        "a.jsonl.gz:2": "the line is longer than 20,000,000 bytes; split it"
    }
    assert peak < 70_000_000  # twice and a bit the longest line; the whole one would need 100 MB


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "[" * 100_000),
        ("a.jsonl", "[" * 100_000),
        ("a.json", '{"text": "x", "published": ' + "[" * 900 + "]" * 900 + "}"),
        ("a.jsonl", '{"text": 1' + "0" * 5_000 + "}"),
        ("a.json", '{"text": "x", "id": 1' + "0" * 4_000 + "}"),
        ("a.json", '{"text": "x", "published": 1' + "0" * 400 + "}"),
        ("a.jsonl", '{"text": "x", "published": NaN, "title": Infinity}'),
        ("a.json", '{"text": "a \\ud800 b", "title": "\\udfff", "\\ud800": 1}'),
        ("a.jsonl", '{"text": "a\\u0000b", "url": "http://a.example/\\u0000"}'),
        ("a.txt", "\x00\x01\x02 Rain\n\nIt\x00 rained."),
        ("a.csv", "title,text\nR\x00ain,It rain\x00ed\n"),
        ("a.txt", "x" * 1_000_000),
        ("a.md", "[" * 10_000),
        ("a.md", "> " * 10_000 + "x"),
        ("a.md", "---\ntitle: " + "[" * 2_000 + "\n---\nIt rained."),
        ("a.md", "---\ntitle: a\x07b\n---\nIt rained."),
        ("a.md", "---\n? [a]\n: b\n---\nIt rained."),
        ("a.md", "---\na: &a [*a]\ndate: *a\n---\nIt rained."),
        ("a.html", "<div>" * 20_000 + "x"),
        ("a.html", b"\x00\xff<html>\xfe"),
    ],
)
def test_hostile_input_is_an_article_or_a_reason_that_can_be_stored(
    name: str, content: str | bytes, read: Callable[[str, str | bytes], Records]
) -> None:
    [record] = read(name, content)

    assert record.model_dump_json().encode()
    assert isinstance(record, Article) or record.reason


def test_an_alias_bomb_in_front_matter_is_not_unfolded(
    read_article: Callable[[str, str | bytes], Article],
) -> None:
    levels = "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n"
        for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )

    article = read_article("a.md", f"---\na: &a [{'x,' * 9}]\n{levels}date: *j\n---\nIt rained.")

    assert article.text == "It rained."
    assert article.notes[0].startswith("the date is a list, not a date")


def test_every_input_of_a_mixed_folder_is_accounted_for_once(tmp_path: Path) -> None:
    inputs: dict[str, tuple[str | bytes, int]] = {
        "a.txt": ("Rain\n\nIt rained.", 1),
        "binary.txt": (b"\x00\xff\x00\xfe" * 50, 1),
        "broken.md": ("---\ntitle: [a\n---\nIt rained.", 1),
        "cut.json.gz": (gzip.compress(b'{"text": "It rained."}')[:-12], 1),
        "deep.json": ("[" * 100_000, 1),
        "empty.html": ("", 1),
        "lines.jsonl": (line("Rain") + "{broken\n\n[1]\n" + line("Hail"), 5),
        "list.json": ('{"articles": [{"text": "It rained."}, 3, {"text": ""}]}', 3),
        "photo.jpg": (b"\xff\xd8", 1),
        "quotes.csv": ('title,text\nRain,It rained.\n"Hail" x,It hailed.\nSnow,It snowed.\n', 2),
        "table.csv": ("title,text\nRain,It rained.\nHail\nSnow,It snowed.,x\n", 3),
    }
    for name, (content, _) in inputs.items():
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (tmp_path / "gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.md")

    records = list(read_articles([tmp_path]))

    expected = {name: count for name, (_, count) in inputs.items()} | {"gone.txt": 1, "pipe.md": 1}
    assert Counter(Path(r.source.split("#")[0]).name.split(":")[0] for r in records) == expected
    assert len({record.source for record in records}) == len(records) == 22
    assert len(titles(records)) == 6
