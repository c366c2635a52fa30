"""How good a voice is: whether it can be understood, and how it sounds."""
