"""Benchmarks of what is seen: counting, telling, and saying start and stop."""
