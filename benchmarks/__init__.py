"""Speed and quality, each one command; results as tables and JSON."""
