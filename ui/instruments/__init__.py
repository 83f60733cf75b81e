"""Where the child stands."""
