"""What may go wrong and is told to the person. Any other exception is a bug, and is reported as one."""

from __future__ import annotations

from centre_app.language.translate import N_, Message, Words


class UserError(Exception):
    """Something a person can mend. ``message`` is an English msgid marked with ``N_``; ``values`` fill its places.

    ``field`` names the field of the form or the input that is wrong, None where it is not about one.
    """

    def __init__(self, message: str, *, field: str | None = None, **values: object) -> None:
        super().__init__(message)
        self.message = Message(message, values)
        self.field = field

    def in_words(self, words: Words | None = None) -> str:
        """The sentence in the language of ``words``; in the screen's language where None."""
        return self.message.in_words(words)

    def __str__(self) -> str:
        return self.in_words()


class Refused(UserError):
    """The person signed in may not do this."""


class NotFound(UserError):
    """What was asked for is not there (any more)."""


class WrongPassword(UserError):
    """Name or password is wrong: it is never said which."""

    def __init__(self, seconds_to_wait: int = 0) -> None:
        super().__init__(N_("The name or the password is not right."))
        self.seconds_to_wait = seconds_to_wait


class TooManyTries(WrongPassword):
    """Wrong passwords slow down: wait before the next try."""

    def __init__(self, seconds_to_wait: int) -> None:
        super().__init__(seconds_to_wait)
        self.message = Message(N_("Too many wrong tries. Please wait {seconds} seconds."), {"seconds": seconds_to_wait})


class FileDamaged(UserError):
    """The database or a backup cannot be read with the right key."""


class NewerVersion(UserError):
    """The database was made by a newer version of the app."""


class ReadOnly(UserError):
    """Nothing can be changed: opened read-only, or the folder cannot be written."""


class DiskFull(UserError):
    """No space is left; nothing half-written remains."""

    def __init__(self) -> None:
        super().__init__(N_("The disk is full. Nothing was changed: free some space, then save again."))


class InUse(UserError):
    """The file is open in another window. ``who`` and ``since`` say where."""

    def __init__(self, who: str, since: str) -> None:
        super().__init__(
            N_("This centre is already open: {who}, since {since}. You can look at it read-only."), who=who, since=since
        )
        self.who = who
        self.since = since
