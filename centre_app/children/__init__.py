"""Children and families. Ground floor."""
