"""What must not be helped with: whether it is refused, and nothing else is."""
