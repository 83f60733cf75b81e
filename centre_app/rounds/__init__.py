"""The week of the teams: who is due and why, the board, the proposed rounds and the checker that proves them."""
