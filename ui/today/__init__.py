"""The day is the home: who is expected, who is not marked, who stayed away."""
