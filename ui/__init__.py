"""How people at a desk see and do the centre's work."""

from ui import singletons

if singletons.need_keeping():
    singletons.keep()
