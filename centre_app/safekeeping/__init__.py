"""Backups, restoring them, and checking that all is well."""
