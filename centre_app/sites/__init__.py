"""The centre itself: its site, services and groups. Ground floor."""
