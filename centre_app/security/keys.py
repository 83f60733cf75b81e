"""Keys: one random data key encrypts the file; each password wraps it in a slot of its own.

password → Argon2id → key-encryption key → AES-256-GCM around the data key, with the slot's name and id bound to it.
So a password is changed, or an account closed, without encrypting the file anew. Slots name their account by a keyed
digest. A name without a slot is derived all the same, in the same time.

Argon2 and AES are imported when they are first needed: the sign-in window is painted before.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy.orm import Session

from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.security.rules import tidy_password, tidy_username

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
RECOVERY = "recovery"
NEXT_RECOVERY = "recovery-next"  # a new sheet that was not tried yet: until then both sheets open


@dataclass(frozen=True)
class Cost:
    """What a guess costs (Argon2id, RFC 9106): memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        """Raises ValueError for what Argon2 cannot be asked for: a kept number that was damaged."""
        if not all(0 < number < 1 << 31 for number in (self.memory_kib, self.passes, self.lanes)):
            raise ValueError("no such cost")


LEAST_COST = Cost(memory_kib=64 * 1024)
CHEAP_COST_FOR_TESTS = Cost(memory_kib=64, passes=1)  # protects nothing: tests only


@dataclass(frozen=True)
class Slot:
    """The data key, wrapped by one secret. ``name`` is a digest of a user name, or one of the recovery names."""

    id: str
    name: str
    salt: bytes
    cost: Cost
    nonce: bytes
    wrapped: bytes

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "id": self.id,
            "name": self.name,
            "salt": _text(self.salt),
            "memory_kib": self.cost.memory_kib,
            "passes": self.cost.passes,
            "lanes": self.cost.lanes,
            "nonce": _text(self.nonce),
            "wrapped": _text(self.wrapped),
        }

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Slot:
        """From how it is kept. Raises KeyError, TypeError, ValueError when it is damaged."""
        cost = Cost(int(said["memory_kib"]), int(said["passes"]), int(said["lanes"]))
        name, id_ = str(said["name"]), str(said["id"])
        return cls(id_, name, _bytes(said["salt"]), cost, _bytes(said["nonce"]), _bytes(said["wrapped"]))


@dataclass(frozen=True)
class SlotBook:
    """All slots of a centre, with the salt that keys the names' digests and the cost of new slots."""

    salt: bytes
    cost: Cost
    slots: tuple[Slot, ...] = ()

    def name_of(self, username: str) -> str:
        """The slot name of a user name: a keyed digest."""
        return hmac.new(self.salt, b"name:" + tidy_username(username).encode(), hashlib.sha256).hexdigest()[:32]

    def named(self, name: str) -> list[Slot]:
        """The slots under a name: usually one; two while a change of password is on its way."""
        return [slot for slot in self.slots if slot.name == name]

    def adding(self, slot: Slot) -> SlotBook:
        """The book with one more slot."""
        return replace(self, slots=(*self.slots, slot))

    def together_with(self, other: SlotBook) -> SlotBook:
        """The slots of both."""
        return replace(self, slots=tuple({slot.id: slot for slot in (*other.slots, *self.slots)}.values()))

    def without(self, ids: Collection[str]) -> SlotBook:
        """The book without some slots."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.id not in ids))


@dataclass(frozen=True)
class Opened:
    """What a right password gives: the data key, and the slots that it opened (the account must name one of them)."""

    key: bytes
    slots: frozenset[str]


class SlotStore(Protocol):
    """Where the slots are kept: beside the encrypted file, or in a table of the server."""

    def load(self, session: Session | None = None) -> SlotBook:
        """All slots as they are now. Raises FileDamaged, UserError."""

    def add(self, session: Session, slot: Slot) -> None:
        """Keep one more; it is on the disk before ``session`` commits."""

    def drop(self, session: Session, ids: Collection[str]) -> None:
        """Forget slots, once ``session`` has committed."""


class KeyRing:
    """The slots together with the data key of the opened centre: can give the key to somebody else.

    ``practice``: it is the practice centre's, where any password will do.
    """

    def __init__(self, store: SlotStore, key: bytes, *, practice: bool = False) -> None:
        self._store = store
        self._key = key
        self.practice = practice

    def add(self, session: Session, username: str, password: str) -> str:
        """A slot for a password; older ones of the name fall away at the commit. Returns what the account names."""
        book = self._store.load(session)
        return self._put(
            session, book, book.name_of(username), tidy_password(password), book.named(book.name_of(username))
        )

    def drop(self, session: Session, username: str) -> None:
        """No password opens for this user name any more, from the commit on."""
        book = self._store.load(session)
        self._store.drop(session, [slot.id for slot in book.named(book.name_of(username))])

    def opens(self, session: Session, username: str, password: str, slot_id: str) -> bool:
        """Whether this is the password of the account that names ``slot_id``."""
        opened = open_slots(self._store.load(session), username, password)
        return opened is not None and slot_id in opened.slots

    def add_recovery(self, session: Session, code: str) -> None:
        """A slot for a new recovery code, beside the one in force."""
        book = self._store.load(session)
        self._put(session, book, NEXT_RECOVERY, code, book.named(NEXT_RECOVERY))

    def confirm_recovery(self, session: Session, code: str) -> bool:
        """The new sheet was tried: from the commit on it is the only one. False for a code that is not the new one."""
        book = self._store.load(session)
        if not any(_unwrap(slot, code) for slot in book.named(NEXT_RECOVERY)):
            return False
        self._put(session, book, RECOVERY, code, [*book.named(RECOVERY), *book.named(NEXT_RECOVERY)])
        return True

    def sweep(self, session: Session, in_force: Iterable[str]) -> None:
        """Forget slots that no account names: what a crash between the two writes left behind."""
        kept = set(in_force)
        book = self._store.load(session)
        stale = [slot.id for slot in book.slots if slot.id not in kept and slot.name not in (RECOVERY, NEXT_RECOVERY)]
        if stale:
            self._store.drop(session, stale)

    def _put(self, session: Session, book: SlotBook, name: str, secret: str, old: Iterable[Slot]) -> str:
        slot = wrap(self._key, name, secret, book.cost)
        self._store.add(session, slot)
        self._store.drop(session, [each.id for each in old])
        return slot.id


def wrap(key: bytes, name: str, secret: str, cost: Cost) -> Slot:
    """A new slot around the data key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    slot_id = secrets.token_hex(12)
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    wrapped = AESGCM(_derive(secret, salt, cost)).encrypt(nonce, key, _bound(name, slot_id))
    return Slot(slot_id, name, salt, cost, nonce, wrapped)


def open_slots(book: SlotBook, username: str, password: str) -> Opened | None:
    """Try a password; None when it is wrong or nobody has this name, after the same work."""
    name, secret = book.name_of(username), tidy_password(password)
    slots = book.named(name)
    if not slots:
        _derive(secret, book.salt, book.cost)
        return None
    return _open(slots, secret)


def open_any_slot(book: SlotBook, password: str) -> Opened | None:
    """Try a password on one account after the other, for who did not say which; None when it is nobody's."""
    secret = tidy_password(password)
    for slot in book.slots:
        if slot.name not in (RECOVERY, NEXT_RECOVERY) and (opened := _open([slot], secret)):
            return opened
    return None


def open_slot(book: SlotBook, slot_id: str, password: str) -> bool:
    """Whether a password opens one certain slot."""
    return _open([slot for slot in book.slots if slot.id == slot_id], tidy_password(password)) is not None


def open_by_recovery(book: SlotBook, code: str) -> Opened | None:
    """Try a recovery code, as ``recovery.check_code`` gives it."""
    return _open([*book.named(RECOVERY), *book.named(NEXT_RECOVERY)], code)


def _open(slots: Iterable[Slot], secret: str) -> Opened | None:
    keys = {slot.id: _unwrap(slot, secret) for slot in slots}
    opened = {slot_id: key for slot_id, key in keys.items() if key is not None}
    return Opened(next(iter(opened.values())), frozenset(opened)) if opened else None


def _unwrap(slot: Slot, secret: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_derive(secret, slot.salt, slot.cost)).decrypt(
            slot.nonce, slot.wrapped, _bound(slot.name, slot.id)
        )
    except InvalidTag:
        return None


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(secret.encode(), salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)
    except HashingError as error:
        raise UserError(
            N_("This PC has not enough free memory to check the password. Close other programs.")
        ) from error


def _bound(name: str, slot_id: str) -> bytes:
    """What is bound to a wrapped key: taken to another slot, it opens nothing."""
    return f"centre-app key slot 1|{name}|{slot_id}".encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
