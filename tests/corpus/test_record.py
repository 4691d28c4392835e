"""Inputs are known again by their keys, and a change of how they are read is noticed."""

import json
import shutil
from pathlib import Path

import corpus
from corpus import Record, Rejected, read_articles, reader_version


def line(title: str) -> str:
    return json.dumps({"title": title, "text": f"{title} fell all day."}) + "\n"


def keys(path: Path) -> list[bytes]:
    return [found.key for found in read_articles([path]).records() if isinstance(found, Record)]


def test_records_are_the_inputs_in_their_order_not_read_yet(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain\n\nRain fell all day.")
    (tmp_path / "b.jsonl").write_text(line("Hail") + "\n{broken\n" + line("Snow"))
    (tmp_path / "c.json").write_text(f"[{line('Sleet')}, 3]")
    (tmp_path / "d.csv").write_text("title,text\nFog,Fog lay all day.\nDew\n")
    (tmp_path / "e.jpg").write_bytes(b"\xff\xd8")
    files = read_articles([tmp_path])

    read = [f if isinstance(f, Rejected) else f.read() for f in files.records()]

    assert read == list(files)
    assert [found.source for found in files.records()] == [item.source for item in read]
    assert len(read) == 10


def test_a_line_is_known_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line("Hail") + line("Snow"))
    (tmp_path / "b.jsonl").write_text(line("Rain") + line("Snow"))
    hail, snow = keys(tmp_path / "a.jsonl")
    rain, again = keys(tmp_path / "b.jsonl")
    assert snow == again
    assert len({hail, snow, rain}) == 3


def test_a_row_is_known_by_its_cells_and_their_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,text\nFog,Dew\nRain,It fell.\n")
    (tmp_path / "b.csv").write_text("title,text\nRain,It fell.\n")
    (tmp_path / "c.csv").write_text("text,title\nRain,It fell.\n")
    assert keys(tmp_path / "a.csv")[1:] == keys(tmp_path / "b.csv")
    assert keys(tmp_path / "b.csv") != keys(tmp_path / "c.csv")


def test_a_file_is_known_by_all_that_decides_what_it_gives(tmp_path: Path) -> None:
    seen = set()
    for name in ("2025-03-14-fog.txt", "2025-03-15-fog.txt", "fog.txt", "fog.md", "x/fog.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Fog\n\nIt lay all day.")
        seen.update(keys(path))
        path.write_text("Fog\n\nIt lay all night.")
        seen.update(keys(path))
    assert len(seen) == 10


def test_a_changed_rule_changes_the_version(tmp_path: Path) -> None:
    here = Path(corpus.__file__).parent
    copy = shutil.copytree(here, tmp_path / "corpus")
    assert reader_version(copy) == reader_version() == reader_version(here)
    reader_version.cache_clear()
    rules = copy / "furniture.py"
    rules.write_text(rules.read_text(encoding="utf-8").replace("_LONGEST = 260", "_LONGEST = 261"))
    assert reader_version(copy) != reader_version()
