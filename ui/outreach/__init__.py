"""How teams plan and key their rounds: due list, week board, map, results, follow-ups, figures."""
