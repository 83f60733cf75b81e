"""Devices and toys that are lent: what there is, who has it, what came back, what a child still needs."""
