"""The practice centre: made-up families, groups and marks to try everything on, the same for the same seed."""
