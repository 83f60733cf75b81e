"""Bringing a database to the schema of this version. Alembic is loaded only when there is something to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"  # the schema of this version; a test holds it against the migrations


def current(connection: Connection) -> str | None:
    """The schema the database has, by plain SQL; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def is_older(version: str | None) -> bool:
    """Whether this version of the app can bring that schema up to its own. Versions are counted 0001, 0002, …"""
    return version is None or version < HEAD


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, without a file: the migrations lie beside this module."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def upgrade(engine: Engine, target: str = "head") -> None:
    """Migrate in one transaction: the schema is the new one or, after any trouble, still the old one."""
    from alembic import command

    with engine.execution_options(writes=True).begin() as connection:
        command.upgrade(config(connection), target)
