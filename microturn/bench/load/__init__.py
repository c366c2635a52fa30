"""The load benchmark: how many callers a server serves in time."""
