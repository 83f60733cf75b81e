"""Editable lists of codes with labels in five languages. Ground floor."""
