"""microturn: a full-duplex speech interaction model. Start at docs/architecture.md."""

__version__ = "0.1.0"
