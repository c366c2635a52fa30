"""Turn-taking of whole calls: two channels of sound -> who held the floor when and how it changed, beside people."""
