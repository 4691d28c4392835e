"""Loading the grammar: once, and without getting in another thread's way."""

import os
import subprocess
import sys
from pathlib import Path

_FIRST_THREADS = """
import threading
import spacy
from qa import grammar

load, loads, gate = spacy.load, [], threading.Barrier(6)

def counted(name):
    loads.append(name)
    return load(name)

def first(number):
    gate.wait()
    grammar.parse(f"Boat {number} sank.")

spacy.load = counted
threads = [threading.Thread(target=first, args=(n,)) for n in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(loads))
"""
_OTHER_THREAD = """
import threading
from qa import grammar

def imported():
    try:
        import torch
    except ImportError:
        return "no"
    return "yes"

seen = []
with grammar._without_torch():
    seen.append(imported())
    other = threading.Thread(target=lambda: seen.append(imported()))
    other.start()
    other.join()
print(*seen)
"""
_WHOLE_LOAD = """
import sys
from qa import grammar

grammar.parse("The boat sank.")
print("torch" in sys.modules)
"""


def printed(script: str, first_on_path: Path) -> str:
    """What a fresh interpreter prints, with a stand-in for torch that is found before any other."""
    (first_on_path / "torch.py").write_text("", encoding="utf-8")
    root = Path(__file__).parents[2]
    path = os.pathsep.join([str(first_on_path), str(root)])
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def test_six_first_threads_load_the_grammar_once(tmp_path: Path) -> None:
    assert printed(_FIRST_THREADS, tmp_path) == "1"


def test_torch_is_hidden_from_the_loading_thread_and_from_no_other(tmp_path: Path) -> None:
    assert printed(_OTHER_THREAD, tmp_path) == "no yes"


def test_loading_the_grammar_brings_no_torch_along(tmp_path: Path) -> None:
    assert printed(_WHOLE_LOAD, tmp_path) == "False"
