"""One run of one tool each, in an environment of its own; `benchmarks.peers` starts them."""
