"""Devices and toys at the desk: stock, loans, needs."""
