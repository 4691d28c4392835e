"""The one error that is meant for people; anything else is a bug and keeps its traceback."""


class NewsQuoteError(Exception):
    """A problem the user can mend: its text says where, what, and the next step, in one line."""


class CheckPathsError(NewsQuoteError):
    """A path given to read does not exist or holds no article, or a folder has no room."""
