"""Benchmarks: how a checkpoint behaves in conversation (`core`) and what it costs (`speed`)."""
