"""Servers of others as live players: OpenAI Realtime, OpenAI Live and Gemini Live, each as its own clients use it."""
