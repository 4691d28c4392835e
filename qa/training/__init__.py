"""Train the reader: `python -m qa.training --help`. Nothing on the question path imports this."""
