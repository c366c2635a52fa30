"""The network benchmark: what loss, delay and jitter on the way to a server do to a conversation."""
