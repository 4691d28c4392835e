"""The command as users run it: a process of its own."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from index import Retriever

ROOT = Path(__file__).parents[1]
COMMANDS = [
    "build",
    "search",
    "timeline",
    "ask",
    "batch",
    "info",
    "withdraw",
    "restore",
    "verify",
    "serve",
    "check",
    "feedback",
    "account",
]


def run(
    *args: object, cwd: Path = ROOT, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *map(str, args)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=cwd,
        input=stdin,
    )


@pytest.fixture
def clippings(tmp_path: Path) -> Path:
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "dam.txt").write_text("Dam to close\n\nThe dam above Lisec closes on Monday.\n")
    (folder / "ferry.md").write_text("# Ferry sails\n\nThe ferry to Sandvik sails again.\n")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"Example: newsquote {command}" in " ".join(done.stdout.split())


def test_build_ask_search_info_verify(clippings: Path, tmp_path: Path) -> None:
    index = tmp_path / "x.index"
    built = run("build", clippings, "--into", index)
    assert built.returncode == 0, built.stderr
    assert "2 articles in 2 passages (2 embedded)" in built.stdout
    assert "2 inputs: 2 indexed." in built.stdout

    found = run("search", index, "ferry", "-k", 1)
    assert "The ferry to Sandvik sails again." in found.stdout

    asked = run("ask", index, "When does the dam above Lisec close?")
    assert asked.returncode == 0
    assert "The dam above Lisec closes on Monday." in asked.stdout

    assert "2 articles in 2 passages" in run("info", index).stdout
    verified = run("verify", index)
    assert (verified.returncode, "all whole" in verified.stdout) == (0, True)


def test_withdraw_and_restore_are_told_by_info(clippings: Path, tmp_path: Path) -> None:
    index = tmp_path / "x.index"
    run("build", clippings, "--into", index)
    hits = json.loads(run("search", index, "ferry", "-k", 1, "--json").stdout)["hits"]
    ferry = hits[0]["article_id"]
    done = run("withdraw", index, ferry, "--note", "wrong day")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{ferry}: Ferry sails: withdrawn on 20")
    assert "The ferry" not in run("search", index, "ferry").stdout
    info = run("info", index).stdout
    assert "1 article in 1 passage\n" in info
    assert f"{ferry}: withdrawn on 20" in info
    assert ": wrong day" in info
    (told,) = json.loads(run("info", index, "--json").stdout)["withdrawals"]
    assert (told["article_id"], told["note"]) == (ferry, "wrong day")
    assert run("restore", index, ferry).stdout == f"{ferry} answers again.\n"
    assert "The ferry" in run("search", index, "ferry").stdout
    refused = run("withdraw", index, "none")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "newsquote: No article 'none'" in refused.stderr


def test_signs_that_would_steer_a_terminal_are_printed_by_their_number(tmp_path: Path) -> None:
    articles, index = tmp_path / "articles", tmp_path / "x.index"
    articles.mkdir()
    steering = "\u202eturned \x1b[31mred"
    row = {"id": "d\u202eam", "title": steering, "text": "The dam closes.", "outlet": steering}
    (articles / "dam.jsonl").write_text(json.dumps(row))
    (articles / "photo\u202e.jpg").write_bytes(b"\xff\xd8")

    printed = [
        run("build", articles, "--into", index),
        run("search", index, "the dam"),
        run("ask", index, "Which dam closes?"),
        run("withdraw", index, row["id"], "--note", steering),
        run("info", index),
        run("ask", tmp_path / "no\u202ewhere", "Which dam closes?"),
        run("restore", index, row["id"]),
    ]

    for done in printed:
        assert "⟨U+202E⟩" in done.stdout + done.stderr, done.args
        assert not {"\u202e", "\x1b"} & set(done.stdout + done.stderr), done.args


def test_json_goes_to_stdout_alone(sample_index: Path, clippings: Path, tmp_path: Path) -> None:
    built = json.loads(run("build", clippings, "--into", tmp_path / "x", "--json").stdout)
    assert built["counts"]["indexed"] == built["articles"] == len(built["ledger"]) == 2
    hits = json.loads(run("search", sample_index, "ferry", "-k", 2, "--json").stdout)["hits"]
    assert {"article_id", "content_hash", "start", "end", "text", "outlet", "score"} <= set(hits[0])
    answer = json.loads(run("ask", sample_index, "Who heads the inquiry?", "--json").stdout)
    assert {"status", "confidence", "quotes", "searched", "timings_ms"} <= set(answer)
    info = json.loads(run("info", sample_index, "--json").stdout)
    assert (info["articles"], len(info["outlets"])) == (50, 5)
    assert {"Banking", "Corrections", "Crime", "Sport"} < set(info["sections"])
    assert json.loads(run("verify", sample_index, "--json").stdout)["problems"] == []


def test_failures_are_listed_and_the_rest_is_built(clippings: Path, tmp_path: Path) -> None:
    (clippings / "notes.jsonl").write_text('{"title": "T", "text": "Snow fell."}\n{"broken\n')
    (clippings / "photo.jpg").write_bytes(b"\xff\xd8")
    done = run("build", clippings, "--into", tmp_path / "x")
    assert done.returncode == 0
    assert f"failed: {clippings}/notes.jsonl:2: broken JSON" in done.stdout
    assert f"skipped: {clippings}/photo.jpg: extension .jpg is not read" in done.stdout
    assert "5 inputs: 3 indexed, 1 skipped, 1 failed." in done.stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["build", "nowhere", "--into", "x"], "nowhere does not exist"),
        (["build", "empty", "--into", "x"], "there is nothing to read"),
        (["ask", "nowhere", "Who?"], "nowhere does not exist. Build one"),
        (["ask", "empty", "Who?"], "is not a newsquote index"),
        (["verify", "empty"], "is not a newsquote index"),
        (["batch", "empty", "nowhere.jsonl", "--out", "a.jsonl"], "cannot be read"),
        (["serve", "empty"], "is not a newsquote index"),
        (["ask", "empty", "Who?", "--export", "a.docx"], "ends in none of"),
        (["timeline", "empty", "cup", "--plot", "x.gif"], "x.gif: end the name in one of .svg"),
        (["check", "empty", "nowhere.json"], "cannot be read"),
        (["feedback", "empty"], "is not a newsquote index"),
        (["account", "a:b"], "Choose another"),
    ],
)
def test_a_stated_problem_is_one_line_and_exit_code_1(
    tmp_path: Path, args: list[str], words: str
) -> None:
    (tmp_path / "empty").mkdir()
    done = run(*args, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("newsquote: ")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage_is_exit_code_2(sample_index: Path) -> None:
    assert run("search", sample_index).returncode == 2
    assert run("search", sample_index, "x", "-k", "0").returncode == 2
    assert run("dance").returncode == 2


def test_a_bad_filter_or_question_is_explained(sample_index: Path) -> None:
    assert "Write it as 2025-03-31" in run("ask", sample_index, "Who?", "--after", "soon").stderr
    assert "No outlet 'Kurier'" in run("ask", sample_index, "Who?", "--outlet", "Kurier").stderr
    assert "No section 'Weather'" in run("ask", sample_index, "Why?", "--section", "Weather").stderr
    assert "at most 2,000" in run("ask", sample_index, "w" * 5_000).stderr
    assert "question is empty" in run("ask", sample_index, " ").stdout


def test_as_of_leaves_out_of_a_search_what_was_published_later(sample_index: Path) -> None:
    asked = ("search", sample_index, "the stolen cup", "-k", 50, "--json")
    then = json.loads(run(*asked, "--as-of", "2025-02-28").stdout)["hits"]
    now = json.loads(run(*asked).stdout)["hits"]
    assert then
    assert all(hit["published"] < "2025-03-01" for hit in then)
    assert any(hit["published"] > "2025-03-01" for hit in now if hit["published"])
    assert "Write it as 2025-03-31" in run(*asked, "--as-of", "soon").stderr


def test_sections_narrow_search_ask_timeline_and_batch(sample_index: Path, tmp_path: Path) -> None:
    chosen = ("--section", "sport", "--section", "CRIME", "--json")
    retriever = Retriever.open(sample_index)

    def sections(quotes: list[dict[str, str]]) -> set[str | None]:
        articles = [retriever.article(quote["article_id"]) for quote in quotes]
        return {article.section for article in articles if article}

    hits = json.loads(run("search", sample_index, "the cup", *chosen).stdout)["hits"]
    answer = json.loads(run("ask", sample_index, "Who found the cup?", *chosen).stdout)
    events = json.loads(run("timeline", sample_index, "the cup", *chosen).stdout)["events"]
    assert answer["searched"]["filters"]["sections"] == ["sport", "CRIME"]
    assert sections(hits) == {"Sport", "Crime"}
    for quotes in (answer["quotes"], [event["quote"] for event in events]):
        assert quotes
        assert sections(quotes) <= {"Sport", "Crime"}
    questions, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    asked = {"id": 1, "question": "Who found the cup?", "sections": ["Corrections"]}
    questions.write_text(json.dumps(asked))
    run("batch", sample_index, questions, "--out", out)
    assert sections(json.loads(out.read_text())["quotes"]) == {"Corrections"}


def test_batch_keeps_order_and_answers_every_line(sample_index: Path, tmp_path: Path) -> None:
    lines = [
        {"id": "1", "question": "Who heads the inquiry into the Lady Orla?"},
        {"id": "2", "question": ""},
        {"id": 3, "question": "Was it confirmed?", "history": ["Who resigned?", "Nobody."]},
        {"id": "4", "question": "Who resigned?", "outlets": ["Unknown Gazette"]},
        {"id": "5", "question": "Who resigned?", "as_of": "2025-02-01", "extra": True},
    ]
    questions, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text("".join(json.dumps(line) + "\n" for line in lines))
    done = run("batch", sample_index, questions, "--out", out)
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in out.read_text().splitlines()]
    assert [answer["id"] for answer in answers] == ["1", "2", 3, "4", "5"]
    assert "4: No outlet 'Unknown Gazette'" in done.stderr
    assert "5 answers, 1 question could not be asked" in done.stdout
    expected = [
        "id",
        "question",
        "status",
        "text",
        "short",
        "confidence",
        "quotes",
        "searched",
        "timings_ms",
    ]
    added = ["says_unknown", "differences", "sides", "notes"]  # the others stay as they were
    assert all([f for f in answer if f not in added] == expected for answer in answers)
    assert set(added) < set(answers[0])
    quote_fields = (
        "article_id content_hash start end text title outlet published url speaker attribution role"
        " when also_in"  # the last two were added, the others stay as they were
    )
    assert list(answers[0]["quotes"][0]) == quote_fields.split()
    assert (answers[1]["status"], "empty" in answers[1]["text"]) == ("not_found", True)
    assert "No outlet 'Unknown Gazette'" in answers[3]["text"]
    assert all(quote["published"] <= "2025-02-02" for quote in answers[4]["quotes"])


def test_batch_names_the_broken_line_before_asking(sample_index: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"id": "1", "question": "Who?"}\n\n{"id": "2"}\n')
    done = run("batch", sample_index, questions, "--out", tmp_path / "a.jsonl")
    assert done.returncode == 1
    assert f"{questions}:3: question: Field required" in done.stderr
    assert not (tmp_path / "a.jsonl").exists()


def test_batch_does_not_write_over_its_questions(sample_index: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"id": "1", "question": "Who?"}\n')
    assert run("batch", sample_index, questions, "--out", questions).returncode == 1
    assert questions.read_text() == '{"id": "1", "question": "Who?"}\n'


def test_the_version_is_told() -> None:
    done = run("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"newsquote \d+\.\d+\.\d+\S*\n", done.stdout)


def test_help_does_not_load_the_library() -> None:
    script = (
        "import sys; sys.argv = ['newsquote', '--help']\n"
        "import cli\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('corpus', 'index', 'qa', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip().endswith("[]")


def test_serve_says_when_its_port_is_taken(sample_index: Path) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "serve", str(sample_index), "--port", "7999"]
    first = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert first.stdout is not None
        assert (
            first.stdout.readline() == "newsquote is at http://127.0.0.1:7999 (stop with Ctrl+C)\n"
        )
        second = run("serve", sample_index, "--port", 7999)
        assert second.returncode == 1
        assert "Choose another with --port" in second.stderr
    finally:
        first.terminate()
        first.wait(timeout=20)


def test_copies_in_other_outlets_are_said(tmp_path: Path, agency: str) -> None:
    lines = [
        {"id": name, "title": "Timber train", "text": agency, "outlet": f"Paper {name}"}
        for name in "abc"
    ]
    (tmp_path / "wire.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (tmp_path / "q.jsonl").write_text('{"id": 1, "question": "Who is the transport minister?"}\n')
    index = tmp_path / "x"
    run("build", tmp_path / "wire.jsonl", "--into", index)

    assert "1 story printed by several articles (3 in all)" in run("info", index).stdout
    assert "also in 2 outlets: Paper " in run("search", index, "Orrin tunnel").stdout
    assert "also in 2 outlets: Paper " in run("ask", index, "Who is the transport minister?").stdout
    run("batch", index, tmp_path / "q.jsonl", "--out", tmp_path / "a.jsonl")
    answer = json.loads((tmp_path / "a.jsonl").read_text())
    assert all(len(quote["also_in"]) == 2 for quote in answer["quotes"])
    assert answer["quotes"]


def test_an_export_is_written_by_its_ending_and_checked_later(
    clippings: Path, tmp_path: Path
) -> None:
    index = tmp_path / "x.index"
    run("build", clippings, "--into", index)
    question = "When does the dam above Lisec close?"
    for ending in ["md", "json", "bib", "csl.json"]:
        done = run("ask", index, question, "--export", tmp_path / f"dam.{ending}")
        assert done.returncode == 0, done.stderr
        assert f"dam.{ending}: written." in done.stderr
    assert "> “The dam above Lisec closes on Monday.”" in (tmp_path / "dam.md").read_text()
    assert "title = {{Dam to close}}" in (tmp_path / "dam.bib").read_text()
    assert json.loads((tmp_path / "dam.csl.json").read_text())[0]["title"] == "Dam to close"
    assert "holds no record" in run("check", index, tmp_path / "dam.bib").stderr

    for name in ["dam.md", "dam.json"]:
        same = run("check", index, tmp_path / name)
        assert same.returncode == 0, same.stderr
        assert same.stdout.startswith("same    1.1 “The dam above Lisec closes on Monday.”")
        assert "1 quote: 1 same, 0 changed, 0 gone, 0 false." in same.stdout

    forged = tmp_path / "forged.md"
    forged.write_text((tmp_path / "dam.md").read_text().replace("**Monday**", "**Sunday**"))
    told = run("check", index, forged)
    assert told.returncode == 1
    assert "not as it was exported, from line 7 on: someone has changed it." in told.stdout
    forged.write_text((tmp_path / "dam.json").read_text().replace("Dam to close", "Dam bursts"))
    told = run("check", index, forged)
    assert told.returncode == 1
    assert told.stdout.startswith("false   1.1")
    assert "; not as the archive has it: headline\n" in told.stdout

    (clippings / "dam.txt").write_text("Dam to close\n\nThe dam above Lisec closes on Tuesday.\n")
    run("build", clippings, "--into", index)
    changed = run("check", index, tmp_path / "dam.json")
    assert changed.returncode == 1
    assert changed.stdout.startswith("changed 1.1")
    assert "its words are no longer there" in changed.stdout
    (clippings / "dam.txt").unlink()
    run("build", clippings, "--into", index, "--prune")
    gone = run("check", index, tmp_path / "dam.md", "--json")
    assert gone.returncode == 1
    report = json.loads(gone.stdout)
    assert report["counts"]["gone"] == 1
    assert report["quotes"][0]["quote"]["text"] == "The dam above Lisec closes on Monday."


def test_feedback_on_an_export_is_listed_and_becomes_questions(
    clippings: Path, tmp_path: Path
) -> None:
    index, kept, questions = tmp_path / "x.index", tmp_path / "dam.json", tmp_path / "q.jsonl"
    run("build", clippings, "--into", index)
    run("ask", index, "When does the dam above Lisec close?", "--export", kept)
    assert f"{index}/feedback.jsonl: 0 entries." in run("feedback", index).stdout

    for verdict in ["helpful", "wrong_quote"]:
        said = run("feedback", index, "--on", kept, "--say", verdict, "--quote", 1, "--note", "So.")
        assert said.returncode == 0, said.stderr
    listed = run("feedback", index).stdout
    assert "  wrong_quote  When does the dam above Lisec close?\n" in listed
    assert "  “The dam above Lisec closes on Monday.”\n  So.\n" in listed
    assert "2 entries." in listed
    entries = json.loads(run("feedback", index, "--json").stdout)["feedback"]
    assert [entry["verdict"] for entry in entries] == ["helpful", "wrong_quote"]
    assert "all whole" in run("verify", index).stdout

    assert "2 questions." in run("feedback", index, "--as-questions", questions).stdout
    assert run("batch", index, questions, "--out", tmp_path / "a.jsonl").returncode == 0
    expected = json.loads(questions.read_text().splitlines()[0])
    answered = json.loads((tmp_path / "a.jsonl").read_text().splitlines()[0])
    assert answered["short"] == expected["short"] == entries[0]["answer"]["short"]

    assert run("feedback", index, "--on", kept).returncode == 2
    assert run("feedback", index, "--on", kept, "--say", "nice").returncode == 2
    assert (
        "no quote 9"
        in run("feedback", index, "--on", kept, "--say", "helpful", "--quote", 9).stderr
    )


def test_an_accounts_password_is_read_from_stdin_and_not_shown() -> None:
    done = run("account", "ilse", "--role", "tend", stdin="seven wet ferries\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("ilse:tend:$argon2id$")
    assert len(done.stdout.splitlines()) == 1
    assert "ferries" not in done.stdout + done.stderr
    assert "this one has 5" in run("account", "ilse", stdin="short\n").stderr
    assert run("account", "ilse", "--role", "king", stdin="seven wet ferries\n").returncode == 2
