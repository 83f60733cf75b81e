"""Where the child stands: screenings, classifications and checklists as data, one engine for all."""
