"""What the Realtime server says about sound on its way in and out."""

from typing import Literal

from microturn.wire.base import Count, Id, ServerEvent


class InputAudioCommitted(ServerEvent, frozen=True):
    type: Literal["input_audio_buffer.committed"] = "input_audio_buffer.committed"
    previous_item_id: Id | None = None
    item_id: Id


class InputAudioCleared(ServerEvent, frozen=True):
    type: Literal["input_audio_buffer.cleared"] = "input_audio_buffer.cleared"


class SpeechStarted(ServerEvent, frozen=True):
    """`item_id`: of the item that this speech will become. Times count all audio received in the session."""

    type: Literal["input_audio_buffer.speech_started"] = "input_audio_buffer.speech_started"
    item_id: Id
    audio_start_ms: Count


class SpeechStopped(ServerEvent, frozen=True):
    type: Literal["input_audio_buffer.speech_stopped"] = "input_audio_buffer.speech_stopped"
    item_id: Id
    audio_end_ms: Count


class TimeoutTriggered(ServerEvent, frozen=True):
    """The user has been silent for `idle_timeout_ms`."""

    type: Literal["input_audio_buffer.timeout_triggered"] = "input_audio_buffer.timeout_triggered"
    item_id: Id
    audio_start_ms: Count
    audio_end_ms: Count


class _OutputBuffer(ServerEvent, frozen=True):
    response_id: Id


class OutputAudioStarted(_OutputBuffer, frozen=True):
    """WebRTC: the track begins to carry the response."""

    type: Literal["output_audio_buffer.started"] = "output_audio_buffer.started"


class OutputAudioStopped(_OutputBuffer, frozen=True):
    type: Literal["output_audio_buffer.stopped"] = "output_audio_buffer.stopped"


class OutputAudioCleared(_OutputBuffer, frozen=True):
    type: Literal["output_audio_buffer.cleared"] = "output_audio_buffer.cleared"
