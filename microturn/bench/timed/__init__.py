"""Speaking at the right time: TimeSpeak-S (by the clock) and CueSpeak-S (at a cue, into the user's speech)."""
