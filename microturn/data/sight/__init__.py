"""Video made from a seed: people who exercise, things that come and go, and the truth about both."""
