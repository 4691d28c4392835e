"""Check the quotes of a batch with nothing but SQLite and JSON: no code of newsquote is imported.

Example: python benchmarks/check_quotes.py news.index/catalogue.sqlite answers.jsonl
"""

import json
import sqlite3
import sys

catalogue, answers = sys.argv[1:3]
connection = sqlite3.connect(f"file:{catalogue}?mode=ro", uri=True)
lines = quotes = wrong = 0
statuses: dict[str, int] = {}
with open(answers, encoding="utf-8") as stream:
    for lines, line in enumerate(stream, start=1):
        answer = json.loads(line)
        statuses[answer["status"]] = statuses.get(answer["status"], 0) + 1
        for quote in answer["quotes"]:
            quotes += 1
            found = connection.execute(
                "SELECT text FROM revision JOIN content ON content.hash = content_hash"
                " WHERE article_id = ? AND content_hash = ?",
                (quote["article_id"], quote["content_hash"]),
            ).fetchone()
            if found is None or found[0][quote["start"] : quote["end"]] != quote["text"]:
                wrong += 1
                sys.stderr.write(f"line {lines}: not a slice: {quote['text'][:80]!r}\n")
sys.stdout.write(f"{lines} answers {statuses}, {quotes} quotes, {wrong} not slices\n")
sys.exit(1 if wrong else 0)
