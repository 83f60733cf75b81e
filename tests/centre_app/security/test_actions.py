"""Accounts, passwords, the recovery sheet, drafts."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from functools import partial

import pytest
from sqlalchemy.orm import Session

from centre_app.bootstrap import key_ring, recover
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError, WrongPassword
from centre_app.office import Office
from centre_app.security import actions, queries
from centre_app.security.access import Actor, Role
from centre_app.security.key_store import FileStore, ServerStore, new_book
from centre_app.security.keys import CHEAP_COST_FOR_TESTS, KeyRing, Slot, SlotBook, SlotStore
from centre_app.security.recovery import check_code, new_code
from tests.centre_app.security.test_keys import KEY
from tests.factories.centres import MANAGER, PASSWORD, Centre

ZARINA = actions.NewAccount("Zarina", "Зарина Раҳимова", Role.SECRETARY, "гули садбарг")


class MemoryStore:
    """Slots in memory: for rules that do not depend on where slots lie."""

    def __init__(self) -> None:
        self.book = new_book(CHEAP_COST_FOR_TESTS)

    def load(self, session: Session | None = None) -> SlotBook:
        return self.book

    def add(self, session: Session, slot: Slot) -> None:
        self.book = self.book.adding(slot)

    def drop(self, session: Session, ids: Collection[str]) -> None:
        self.book = self.book.without(ids)


@pytest.fixture
def store(session: OfficeSession) -> SlotStore:
    """Memory on SQLite, where the slots' file is tried apart; the real table on PostgreSQL."""
    if session.get_bind().dialect.name == "sqlite":
        return MemoryStore()
    server = ServerStore(session.get_bind())  # type: ignore[arg-type]
    server.save(session, new_book(CHEAP_COST_FOR_TESTS))
    return server


@pytest.fixture
def ring(store: SlotStore) -> KeyRing:
    return KeyRing(store, KEY)


def slot_of(session: OfficeSession, account_id: uuid.UUID) -> str:
    from centre_app.security.models import Account

    session.flush()
    session.expire_all()
    return session.get_one(Account, account_id).slot


def test_a_new_account_opens_with_its_password_and_only_with_that(session: OfficeSession, ring: KeyRing) -> None:
    account_id = actions.add_account(session, ring, ZARINA)
    slot = slot_of(session, account_id)
    assert ring.opens(session, "ZARINA", ZARINA.password, slot)
    assert not ring.opens(session, "zarina", "гули лола", slot)
    assert [(row.username, row.role) for row in queries.accounts(session)] == [
        ("manager", Role.MANAGER),
        ("zarina", Role.SECRETARY),
    ]


def test_two_accounts_cannot_have_one_user_name(session: OfficeSession, ring: KeyRing) -> None:
    actions.add_account(session, ring, ZARINA)
    with pytest.raises(UserError) as refused:
        actions.add_account(session, ring, actions.NewAccount("ZARINA ", "Зарина", Role.SECRETARY, "гули лола 2"))
    assert refused.value.field == "username"


def test_a_new_password_makes_the_old_one_worthless(session: OfficeSession, ring: KeyRing, store: SlotStore) -> None:
    account_id = actions.add_account(session, ring, ZARINA)
    actions.reset_password(session, ring, account_id, "гули лола сурх")
    slot = slot_of(session, account_id)
    assert ring.opens(session, "zarina", "гули лола сурх", slot)
    assert not ring.opens(session, "zarina", ZARINA.password, slot)
    assert [each.id for each in store.load(session).slots] == [slot]


def test_one_changes_ones_own_password_by_saying_the_old_one(
    session: OfficeSession, ring: KeyRing, manager: Actor
) -> None:
    assert manager.account_id is not None
    actions.reset_password(session, ring, manager.account_id, "first password")
    with pytest.raises(UserError) as wrong:
        actions.change_own_password(session, ring, "not that", "second password")
    assert wrong.value.field == "old_password"
    with pytest.raises(UserError) as short:
        actions.change_own_password(session, ring, "first password", "short")
    assert short.value.field == "new_password"
    actions.change_own_password(session, ring, "first password", "second password")
    assert ring.opens(session, "manager", "second password", slot_of(session, manager.account_id))


def test_a_closed_account_has_no_key_and_opens_again_with_a_new_password(
    session: OfficeSession, ring: KeyRing, store: SlotStore
) -> None:
    account_id = actions.add_account(session, ring, ZARINA)
    actions.close_account(session, ring, account_id)
    assert store.load(session).slots == ()
    assert [row.active for row in queries.accounts(session)] == [True, False]
    with pytest.raises(UserError, match="closed"):
        actions.reset_password(session, ring, account_id, "гули лола сурх")
    actions.reopen_account(session, ring, account_id, "гули лола сурх")
    assert ring.opens(session, "zarina", "гули лола сурх", slot_of(session, account_id))


def test_the_last_manager_is_neither_closed_nor_given_another_role(
    session: OfficeSession, ring: KeyRing, manager: Actor
) -> None:
    assert manager.account_id is not None
    second = actions.add_account(session, ring, ZARINA)
    with pytest.raises(UserError):
        actions.change_account(session, manager.account_id, name=manager.name, role=Role.SECRETARY)
    with pytest.raises(UserError):
        actions.close_account(session, ring, manager.account_id)
    actions.change_account(session, second, name=ZARINA.name, role=Role.MANAGER)
    actions.change_account(session, manager.account_id, name=manager.name, role=Role.SECRETARY)
    session.flush()
    with pytest.raises(UserError):
        actions.close_account(session, ring, second)


def test_a_closed_manager_does_not_count_as_one(session: OfficeSession, ring: KeyRing, manager: Actor) -> None:
    assert manager.account_id is not None
    second = actions.add_account(session, ring, ZARINA)
    actions.change_account(session, second, name=ZARINA.name, role=Role.MANAGER)
    actions.close_account(session, ring, second)
    with pytest.raises(UserError):
        actions.change_account(session, manager.account_id, name=manager.name, role=Role.SECRETARY)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MANAGER])
def test_only_a_manager_looks_after_accounts_and_reads_the_history(
    session: OfficeSession, ring: KeyRing, role: Role
) -> None:
    session.actor = Actor(session.actor.account_id, session.actor.name, role)
    for forbidden in (
        partial(actions.add_account, session, ring, ZARINA),
        partial(actions.reset_password, session, ring, uuid.uuid4(), "x"),
        partial(actions.new_recovery_code, session, ring),
        partial(queries.accounts, session),
        partial(queries.history, session, queries.HistoryFilter()),
    ):
        with pytest.raises(Refused):
            forbidden()


def test_the_history_tells_of_a_new_password_but_nothing_of_it(session: OfficeSession, ring: KeyRing) -> None:
    account_id = actions.add_account(session, ring, ZARINA)
    actions.reset_password(session, ring, account_id, "гули лола сурх")
    session.finish()
    newest = queries.history(session, queries.HistoryFilter(entity="account"), limit=1).lines[0]
    assert (newest.act, newest.entity_id) == ("reset_password", str(account_id))
    assert newest.before == newest.after == {"slot": "…"}


def test_an_account_that_is_not_there_is_told(session: OfficeSession, ring: KeyRing) -> None:
    with pytest.raises(NotFound):
        actions.close_account(session, ring, uuid.uuid4())


def test_both_sheets_open_until_the_new_one_was_tried(session: OfficeSession, ring: KeyRing, store: SlotStore) -> None:
    from centre_app.security.keys import open_by_recovery

    first = actions.new_recovery_code(session, ring)
    actions.confirm_recovery_code(session, ring, first)
    second = actions.new_recovery_code(session, ring)
    for code in (first, second):
        assert open_by_recovery(store.load(session), check_code(code)) is not None
    with pytest.raises(UserError) as wrong:
        actions.confirm_recovery_code(session, ring, new_code())
    assert wrong.value.field == "code"
    actions.confirm_recovery_code(session, ring, second.lower())
    assert open_by_recovery(store.load(session), check_code(first)) is None
    assert open_by_recovery(store.load(session), check_code(second)) is not None
    assert len(store.load(session).slots) == 1


def test_a_draft_is_kept_per_person_and_place_until_it_is_dropped(session: OfficeSession) -> None:
    actions.save_draft(session, "children.form", {"given_name": "Ҷам"})
    actions.save_draft(session, "children.form", {"given_name": "Ҷамшед"})
    actions.save_draft(session, "settings.site", {"phone": "+992"})
    session.flush()
    draft = queries.my_draft(session, "children.form")
    assert draft is not None
    assert draft.content == {"given_name": "Ҷамшед"}
    assert {each.place for each in queries.my_drafts(session)} == {"children.form", "settings.site"}
    actions.drop_draft(session, "children.form")
    actions.drop_draft(session, "children.form")
    session.flush()
    assert queries.my_draft(session, "children.form") is None


# On the disk: the slots' file and the database are two files, and a crash may fall between them.


@pytest.fixture
def opened(centre: Centre) -> Office:
    return centre.open()


def zarina(office: Office) -> uuid.UUID:
    with office.write() as session:
        return actions.add_account(session, key_ring(office), ZARINA)


def test_an_added_account_signs_in_and_a_closed_one_does_not(centre: Centre, opened: Office) -> None:
    account_id = zarina(opened)
    opened.close()
    with centre.open("Zarina", ZARINA.password) as office:
        assert office.actor == Actor(account_id, ZARINA.name, Role.SECRETARY)
    with centre.open() as office, office.write() as session:
        actions.close_account(session, key_ring(office), account_id)
    with pytest.raises(WrongPassword):
        centre.open("zarina", ZARINA.password)


def test_a_crash_before_the_commit_leaves_the_old_password_in_force(centre: Centre, opened: Office) -> None:
    account_id = zarina(opened)
    with pytest.raises(RuntimeError), opened.write() as session:
        actions.reset_password(session, key_ring(opened), account_id, "гули лола сурх")
        raise RuntimeError("the plug is pulled")
    assert len(FileStore(centre.folder / "keys.json").load().slots) == 4
    opened.close()
    with pytest.raises(WrongPassword):
        centre.open("zarina", "гули лола сурх")
    centre.open("zarina", ZARINA.password).close()
    assert len(FileStore(centre.folder / "keys.json").load().slots) == 3


def test_a_crash_after_the_commit_leaves_the_new_password_in_force(
    centre: Centre, opened: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id = zarina(opened)
    with monkeypatch.context() as patched:
        patched.setattr(FileStore, "drop", lambda *_arguments: None)  # the plug is pulled
        with opened.write() as session:
            actions.reset_password(session, key_ring(opened), account_id, "гули лола сурх")
    opened.close()
    with pytest.raises(WrongPassword):
        centre.open("zarina", ZARINA.password)
    centre.open("zarina", "гули лола сурх").close()
    assert len(FileStore(centre.folder / "keys.json").load().slots) == 3


def test_keys_that_cannot_be_tidied_up_do_not_undo_a_password(
    centre: Centre, opened: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id = zarina(opened)
    written: list[bytes] = []

    def full(path: object, content: bytes, **_how: object) -> None:
        written.append(content)
        if len(written) > 1:
            raise OSError(28, "No space left on device")
        original(path, content)  # type: ignore[arg-type]

    from centre_app.db.folder import write_whole as original

    with monkeypatch.context() as patched:
        patched.setattr("centre_app.security.key_store.write_whole", full)
        with opened.write() as session:
            actions.reset_password(session, key_ring(opened), account_id, "гули лола сурх")
    opened.close()
    assert len(written) == 2
    centre.open("zarina", "гули лола сурх").close()


def test_the_recovery_sheet_sets_a_new_password_for_a_manager(centre: Centre) -> None:
    recover(centre.folder, centre.code.replace("-", " ").lower(), "Gulnora", "пароли нав 2026")
    with pytest.raises(WrongPassword):
        centre.open(MANAGER, PASSWORD)
    with centre.open(MANAGER, "пароли нав 2026") as office, office.read() as session:
        acts = [line.act for line in queries.history(session, queries.HistoryFilter(), limit=3).lines]
    assert "recover_account" in acts


def test_a_recovery_code_of_another_centre_opens_nothing(centre: Centre) -> None:
    with pytest.raises(UserError) as wrong:
        recover(centre.folder, new_code(), MANAGER, "пароли нав 2026")
    assert wrong.value.field == "code"


def test_recovering_names_the_managers_to_whoever_holds_the_sheet(centre: Centre) -> None:
    with pytest.raises(NotFound, match="gulnora"):
        recover(centre.folder, centre.code, "gulnara", "пароли нав 2026")
    with pytest.raises(UserError) as short:
        recover(centre.folder, centre.code, MANAGER, "кӯтоҳ")
    assert short.value.field == "new_password"
    centre.open().close()
