"""Pictures: those of clients, as the eye takes them."""
