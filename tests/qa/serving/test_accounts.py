from pathlib import Path

import pytest

from qa.errors import MendAccountsError
from qa.serving import AccountRole, account_line, parse_accounts, read_accounts

SENTENCE = "seven wet ferries"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return [
        account_line("ilse", AccountRole.TEND, SENTENCE),
        account_line("orla@post.example", AccountRole.ASK, "Caf\u00e9 at the quay"),
    ]


def test_the_line_that_is_printed_lets_its_owner_in_and_nobody_else(
    lines: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "accounts.txt"
    path.write_text("# the desk\n\n" + "\n".join(lines) + "\n")
    accounts = read_accounts(path)

    ilse = accounts.check("ilse", SENTENCE)
    assert len(accounts) == 2
    assert ilse is not None
    assert (ilse.name, ilse.may_tend) == ("ilse", True)
    assert accounts.named("ilse") == ilse
    assert accounts.check("ilse", SENTENCE + " ") is None
    assert accounts.check("ilse", "Caf\u00e9 at the quay") is None
    assert accounts.check("Ilse", SENTENCE) is None
    assert accounts.check("nobody", SENTENCE) is None
    assert accounts.check("", "") is None
    assert accounts.check("ilse", "w" * 1_001) is None


def test_an_accent_typed_as_two_signs_is_the_same_password(lines: list[str]) -> None:
    orla = parse_accounts(lines[1], "NEWSQUOTE_ACCOUNTS").check(
        "orla@post.example", "Cafe\u0301 at the quay"
    )

    assert orla is not None
    assert not orla.may_tend


def test_the_password_is_not_in_the_line_and_no_two_lines_are_alike(lines: list[str]) -> None:
    again = account_line("ilse", AccountRole.TEND, SENTENCE)

    assert SENTENCE not in again
    assert again.startswith("ilse:tend:$argon2id$")
    assert again != lines[0]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ilse", "ilse's role is not ask or tend"),
        ("ilse:admin:{hash}", "ilse's role is not ask or tend"),
        ("ilse:ask:seven wet ferries", "not hashed with Argon2"),
        ("ilse:ask:", "not hashed with Argon2"),
        ("il se:ask:{hash}", "no name that can be"),
        (":ask:{hash}", "no name that can be"),
        ("orla@post.example:ask:{hash}", "is there twice"),
    ],
)
def test_a_line_that_is_no_account_is_named_and_not_repeated(
    line: str, words: str, lines: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "accounts.txt"
    path.write_text(f"{lines[1]}\n{line.format(hash=lines[1].split(':')[2])}\n")

    with pytest.raises(MendAccountsError, match=words) as caught:
        read_accounts(path)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert "wet" not in str(caught.value)
    assert "$argon2id" not in str(caught.value)


def test_a_file_without_accounts_or_without_sense_is_explained(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("# nobody yet\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    for name, words in [
        ("nowhere", "cannot be read"),
        ("empty", "no account"),
        ("binary", "UTF-8"),
    ]:
        with pytest.raises(MendAccountsError, match=words):
            read_accounts(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [
        ("a:b", SENTENCE, "Choose another"),
        ("", SENTENCE, "Choose another"),
        ("#ilse", SENTENCE, "begins with a letter"),
        ("ilse", "short", "10 to 1,000 characters; this one has 5"),
        ("ilse", "w" * 1_001, "10 to 1,000 characters"),
    ],
)
def test_names_and_passwords_that_cannot_be_are_refused(
    name: str, password: str, words: str
) -> None:
    with pytest.raises(MendAccountsError, match=words):
        account_line(name, AccountRole.ASK, password)
