"""Who may use a served archive: names, roles and hashed passwords, one account a line.

A line is ``name:role:hash``; empty lines, and lines that begin with ``#``, do not count. Messages
never repeat a line, which may hold a password by mistake. Knows nothing of pages or requests.
"""

import os
import re
import secrets
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qa.errors import MendAccountsError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST_PASSWORD = 10
"""Characters; a longer sentence beats odd signs (NIST SP 800-63B asks for length alone)."""

LONGEST_PASSWORD = 1_000

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}")
_EXPECTED = "Expected name:role:hash, as `newsquote account NAME --role ask` prints it."


class AccountRole(StrEnum):
    """What an account may do."""

    ASK = "ask"
    """Ask, read, export, give feedback."""
    TEND = "tend"
    """Also add to the archive, build, and remove."""


class Account(NamedTuple):
    """One account.

    Attributes:
        name: ASCII letters, digits and ``._@+-``; upper and lower case differ.
        role: What it may do.
        password_hash: Argon2id, in the PHC form.
    """

    name: str
    role: AccountRole
    password_hash: str

    @property
    def may_tend(self) -> bool:
        """Whether it may change the archive."""
        return self.role is AccountRole.TEND


class Accounts:
    """All accounts of a served archive.

    Args:
        accounts: Any number; of two with one name the later counts.
    """

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._by_name = {account.name: account for account in accounts}
        # Checked where there is no such name, so that the time taken does not tell which there are.
        self._decoy = _hasher().hash(secrets.token_hex())

    def __len__(self) -> int:
        return len(self._by_name)

    def named(self, name: str) -> Account | None:
        """The account of that name, to look up the role of someone who has signed in."""
        return self._by_name.get(name)

    def check(self, name: str, password: str) -> Account | None:
        """Check a name and a password.

        Takes a tenth of a second or so of one core and 64 MiB, so let a few through at a time.

        Returns:
            The account; None if there is no such name or the password is another.
        """
        from argon2.exceptions import InvalidHashError, VerificationError

        account = self._by_name.get(name)
        if len(password) > LONGEST_PASSWORD:
            return None
        try:
            _hasher().verify(account.password_hash if account else self._decoy, _as_bytes(password))
        except (VerificationError, InvalidHashError):
            return None
        return account


def read_accounts(path: str | os.PathLike[str]) -> Accounts:
    """Read a file of accounts.

    Raises:
        MendAccountsError: The file cannot be read, holds none, or a line is no account; the
            message names file and line.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise MendAccountsError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise MendAccountsError(f"{path} is not UTF-8 (byte {error.start + 1}).") from error
    return parse_accounts(text, str(path))


def parse_accounts(text: str, where: str) -> Accounts:
    """Read accounts from text, such as an environment variable's.

    Args:
        text: One account a line.
        where: What the text is called in messages.

    Raises:
        MendAccountsError: There is none, two have one name, or a line is no account.
    """
    found: dict[str, Account] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        account = _parse_line(line.strip(), f"{where}:{number}")
        if account.name in found:
            raise MendAccountsError(f"{where}:{number}: {account.name} is there twice. Remove one.")
        found[account.name] = account
    if not found:
        raise MendAccountsError(f"{where} holds no account. {_EXPECTED}")
    return Accounts(found.values())


def account_line(name: str, role: AccountRole, password: str) -> str:
    """The line that gives someone an account, without a line break.

    Raises:
        MendAccountsError: A name that cannot be, or a password that is too short or too long.
    """
    if not _NAME.fullmatch(name):
        raise MendAccountsError(
            "A name has 1 to 64 letters a-z, digits, or signs of ._@+- and begins with a letter or"
            " digit. Choose another."
        )
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise MendAccountsError(
            f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD:,} characters; this one has"
            f" {len(password):,}. Choose another."
        )
    return f"{name}:{role}:{_hasher().hash(_as_bytes(password))}"


def _parse_line(line: str, where: str) -> Account:
    from argon2 import extract_parameters
    from argon2.exceptions import InvalidHashError

    name, _, rest = line.partition(":")
    role, _, password_hash = rest.partition(":")
    if not _NAME.fullmatch(name):
        raise MendAccountsError(f"{where}: no name that can be. {_EXPECTED}")
    if role not in list(AccountRole):
        roles = " or ".join(AccountRole)
        raise MendAccountsError(f"{where}: {name}'s role is not {roles}. {_EXPECTED}")
    try:
        extract_parameters(password_hash)
    except InvalidHashError as error:
        raise MendAccountsError(
            f"{where}: {name}'s password is not hashed with Argon2. {_EXPECTED}"
        ) from error
    return Account(name, AccountRole(role), password_hash)


@lru_cache(maxsize=1)
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()  # the parameters of RFC 9106 for machines with little memory


def _as_bytes(password: str) -> bytes:
    """One form for what keyboards write differently ("é" as one sign or two); source: RFC 8265."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
