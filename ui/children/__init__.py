"""Children: the list, a child's file, registering and changing."""
