"""Does it help."""
