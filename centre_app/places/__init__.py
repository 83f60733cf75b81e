"""Villages, the roads between them, and when a road is closed. Ground floor: teams, visits and reports stand on it."""
