"""Who is asking, and what they may do: the one place where the page looks at a request for that."""

from dataclasses import dataclass
from typing import Any

from qa import AccountRole, Accounts

USER = "newsquote.user"
"""Where `Door` puts the name of someone who signed in without the page."""


@dataclass(frozen=True)
class Access:
    """What a server allows, and to whom.

    Attributes:
        accounts: Who may come in; None if everyone may who reaches the server.
        read_only: Whether nothing may be written: no feedback, no change of the archive.
        is_private: Whether only this machine reaches the server.
    """

    accounts: Accounts | None = None
    read_only: bool = False
    is_private: bool = True

    def role_of(self, request: Any) -> AccountRole:
        """What whoever sent a request may do.

        Without accounts, one's own machine may tend the archive, and others may ask.

        Args:
            request: Gradio's, as a view gets it, or Starlette's.
        """
        if self.read_only:
            return AccountRole.ASK
        if self.accounts is None:
            return AccountRole.TEND if self.is_private else AccountRole.ASK
        account = self.accounts.named(user_of(request) or "")
        return account.role if account else AccountRole.ASK

    def may_tend(self, request: Any) -> bool:
        """Whether whoever sent a request may change the archive."""
        return self.role_of(request) is AccountRole.TEND

    @property
    def may_say(self) -> bool:
        """Whether feedback is taken."""
        return not self.read_only


def user_of(request: Any) -> str | None:
    """The name that someone has signed in with, or None."""
    name = getattr(request, "username", None) if request is not None else None
    if name is None:
        scope = getattr(_starlette(request), "scope", None) or {}
        name = scope.get(USER)
    return str(name) if name is not None else None


def counted_as(request: Any) -> str:
    """Whose requests these are: a name, or an address where there are no names."""
    client = getattr(_starlette(request), "client", None)
    return user_of(request) or str(getattr(client, "host", None) or "unknown")


def _starlette(request: Any) -> Any:
    """The request below Gradio's, which would turn parts of it into JSON and back."""
    return getattr(request, "request", None) or request
