"""What a server needs beside answers: accounts, limits, a log; knows nothing of any page."""

from qa.serving.accounts import (
    Account,
    AccountRole,
    Accounts,
    account_line,
    parse_accounts,
    read_accounts,
)
from qa.serving.limits import RequestLimit, SizeLimits
from qa.serving.log import JsonLines, Noted, RequestLog, start_logging, stop_logging

__all__ = [
    "Account",
    "AccountRole",
    "Accounts",
    "JsonLines",
    "Noted",
    "RequestLimit",
    "RequestLog",
    "SizeLimits",
    "account_line",
    "parse_accounts",
    "read_accounts",
    "start_logging",
    "stop_logging",
]
