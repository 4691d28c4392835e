"""`serve` and `account`: the web page on an index, and who may come in."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from qa import Accounts

_Index = Annotated[
    Path | None,
    typer.Argument(metavar="[DIR]", help="Folder of the index; the built-in sample if left out."),
]
_Host = Annotated[str, typer.Option(help="Address to listen on.")]
_Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
_Accounts = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Who may come in; or set NEWSQUOTE_ACCOUNTS."),
]
_Open = Annotated[bool, typer.Option("--open", help="Let others in without accounts.")]
_ReadOnly = Annotated[
    bool, typer.Option("--read-only", help="Take no feedback, change no archive.")
]
_Folders = Annotated[
    list[Path] | None,
    typer.Option(metavar="PATH", help="May be read into the archive from the page; repeat it."),
]
_Rate = Annotated[
    int, typer.Option(min=0, help="Of one user, or one address without accounts; 0: any.")
]
_MaxQuestion = Annotated[int, typer.Option(min=1, help="Characters of a question.")]
_MaxUpload = Annotated[int, typer.Option(min=1, help="MiB of one upload.")]
_MaxWaiting = Annotated[int, typer.Option(min=1, help="Questions that may wait.")]
_Log = Annotated[bool, typer.Option("--log", help="Log requests on stderr, as JSON.")]
_LogQuestions = Annotated[
    bool, typer.Option("--log-questions", help="Log requests with their questions.")
]
_LogNames = Annotated[
    bool, typer.Option("--log-names", help="Log requests with their users' names.")
]
_RootPath = Annotated[
    str, typer.Option(metavar="PATH", help="Where a proxy shows the page, as /archive.")
]
_Mcp = Annotated[bool, typer.Option("--mcp", help="Offer tools to language models.")]


def serve(
    index: _Index = None,
    host: _Host = "127.0.0.1",
    port: _Port = 7860,
    accounts: _Accounts = None,
    is_open: _Open = False,
    read_only: _ReadOnly = False,
    allow_folder: _Folders = None,
    requests_per_minute: _Rate = 60,
    max_question: _MaxQuestion = 10_000,
    max_upload: _MaxUpload = 500,
    max_waiting: _MaxWaiting = 100,
    log: _Log = False,
    log_questions: _LogQuestions = False,
    log_names: _LogNames = False,
    root_path: _RootPath = "",
    mcp: _Mcp = False,
) -> None:
    """Serve the web page on an index, to yourself or, with accounts, to others.

    Example: newsquote serve news.index --host 0.0.0.0 --accounts accounts.txt --log
    """
    from qa import Archive, SizeLimits

    with ThreadPoolExecutor(1) as beside:
        opening = beside.submit(Archive, index) if index else None
        from app import Serving, serve_page  # Gradio's import takes longer than all the rest

        archive = opening.result() if opening else None  # a wrong folder is told before all else
    serving = Serving(
        host=host,
        port=port,
        accounts=_read_accounts(accounts),
        is_open=is_open,
        read_only=read_only,
        allowed_folders=tuple(allow_folder or ()),
        requests_per_minute=requests_per_minute,
        sizes=SizeLimits(question=max_question, upload_bytes=max_upload * 2**20),
        queue=max_waiting,
        log=log or log_questions or log_names,
        log_words=log_questions,
        log_names=log_names,
        root_path=root_path,
        mcp=mcp,
    )
    serve_page(archive, serving)


def account(
    name: Annotated[str, typer.Argument(help="Who.")],
    role: Annotated[str, typer.Option(help="ask, or tend: may also change the archive.")] = "ask",
) -> None:
    """Print a line for a file of accounts; the password is asked for, or read from stdin.

    Example: newsquote account ilse --role tend >> accounts.txt
    """
    from qa import AccountRole, account_line

    if role not in list(AccountRole):
        raise typer.BadParameter(f"{role!r} is neither ask nor tend", param_hint="--role")
    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    typer.echo(account_line(name, AccountRole(role), password))


def _read_accounts(path: Path | None) -> "Accounts | None":
    """Accounts from a file, or else from the environment."""
    from qa import parse_accounts, read_accounts

    if path:
        return read_accounts(path)
    held = os.environ.get("NEWSQUOTE_ACCOUNTS")
    return parse_accounts(held, "NEWSQUOTE_ACCOUNTS") if held is not None else None
