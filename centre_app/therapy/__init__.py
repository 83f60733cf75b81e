"""Therapy sessions: for now the tables that the monthly figures are counted from."""
