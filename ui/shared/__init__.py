"""Widgets that know no capability: tables, forms, dates, cards, preview, look."""
