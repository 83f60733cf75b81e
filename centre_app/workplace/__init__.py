"""Who works here, when, with what skills, and in which rooms."""
