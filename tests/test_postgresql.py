"""The tests' own PostgreSQL server: Cyrillic letters fold in it, and nothing of it stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests import postgresql


def test_a_server_folds_cyrillic_copies_a_template_and_leaves_nothing() -> None:
    if postgresql.missing():
        postgresql.skip_or_fail()
    with postgresql.start() as server:
        first = create_engine(server.new_database())
        with first.begin() as connection:
            assert connection.scalar(text("SELECT lower('ҶАМШЕД')")) == "ҷамшед"
            connection.execute(text("CREATE TABLE groups AS SELECT 'Ситора' AS name"))
        assert first.url.database is not None
        name = first.url.database
        first.dispose()
        copy = create_engine(server.new_database(template=name))
        with copy.connect() as connection:
            assert connection.scalar(text("SELECT name FROM groups")) == "Ситора"
        copy.dispose()
        place = Path(server.host)
    assert not place.exists()


def test_a_machine_without_postgresql_is_told_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr(Path, "glob", lambda _folder, _pattern: iter(()))
    with pytest.raises(postgresql.NotInstalled, match="apt-get install"):
        postgresql.programs()
    assert postgresql.missing()
