"""What a server needs beside answers: accounts, limits, a log; knows nothing of any page."""

from qa.serving.accounts import (
    Account,
    AccountRole,
    Accounts,
    account_line,
    parse_accounts,
    read_accounts,
)
from qa.serving.archive import MOST_EXAMPLES, Archive, open_sample
from qa.serving.limits import RequestLimit, SizeLimits
from qa.serving.log import LOGGER, JsonLines, Noted, RequestLog, start_logging, stop_logging
from qa.serving.warmth import warm_up

__all__ = [
    "LOGGER",
    "MOST_EXAMPLES",
    "Account",
    "AccountRole",
    "Accounts",
    "Archive",
    "JsonLines",
    "Noted",
    "RequestLimit",
    "RequestLog",
    "SizeLimits",
    "account_line",
    "open_sample",
    "parse_accounts",
    "read_accounts",
    "start_logging",
    "stop_logging",
    "warm_up",
]
