"""Alembic's way in. The one place in ``db`` that knows all capabilities' tables, to compare them."""

from __future__ import annotations

import importlib
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from centre_app.db.base import Base
from centre_app.db.types import Moment, UuidType

ROOMS = (
    *("sites", "open_days", "codelists", "workplace", "places", "children", "attendance", "plans", "instruments"),
    *("therapy", "waiting", "outreach", "lending", "security"),
)


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column types by their names."""
    if kind == "type" and isinstance(item, UuidType | Moment):
        autogen.imports.add("from centre_app.db.types import Moment, UuidType")
        return f"{type(item).__name__}()"
    return False


def include_object(_object: Any, name: str | None, kind: str, reflected: bool, _compare_to: Any) -> bool:
    """The search's own tables are made by hand-written SQL on SQLite, and not compared."""
    return not (kind == "table" and reflected and name is not None and name.startswith("child_find"))


def run() -> None:
    """Migrate on the connection that was given."""
    importlib.import_module("centre_app.db.history")
    for room in ROOMS:
        importlib.import_module(f"centre_app.{room}.models")
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        include_object=include_object,
        compare_type=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
