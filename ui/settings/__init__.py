"""Settings: this PC, one's account, and what the manager looks after."""
