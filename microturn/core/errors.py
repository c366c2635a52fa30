"""Errors that outsiders cause: each message says what was expected, what came and what to do."""


class MicroturnError(Exception):
    """Base of every error a user can cause; the command line prints its message and exits with 2."""


class BadAudio(MicroturnError):
    """Audio that cannot be read or used: missing, corrupt, empty, not finite, too long."""


class BadPicture(MicroturnError):
    """A picture that cannot be used: not of the size or kind that the eye takes."""


class BadCheckpoint(MicroturnError):
    """A checkpoint that is missing, truncated, or made for another version."""


class BadConfig(MicroturnError):
    """A preset, option or value that does not exist or does not fit."""


class BadData(MicroturnError):
    """A bank, shard or text file that is missing or does not have the expected form."""


class BadSave(MicroturnError):
    """A saved session that cannot be gone on with: truncated, changed, of another version or another checkpoint."""


class DiskFull(MicroturnError):
    """No room to write; whatever was saved before is still whole."""


class SessionFull(MicroturnError):
    """No seat is free, or a session has sent far more than its time."""


class EngineLost(MicroturnError):
    """The engine's process is gone or refused; the session has to be opened again."""


class ToolFailed(MicroturnError):
    """A tool of the background model could not do what it was asked to."""


class EndpointFailed(MicroturnError):
    """The background model's endpoint is not there, hangs, or answers what nobody can read."""
