"""Spreadsheets in: files as centres keep them, read, checked, matched and brought in whole (docs: import formats)."""
