"""A child's plan, its reviews, the state's programme."""
