"""The individual plan: wishes, goals with their levels, services, home tasks, reviews; and the state's programme."""
