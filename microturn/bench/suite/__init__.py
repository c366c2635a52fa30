"""The suite: one way to play any benchmark to any target, keep what came of it, score it and report it."""
