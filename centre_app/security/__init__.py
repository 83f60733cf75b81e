"""Accounts, roles, keys, sign-in, and reading the history."""
