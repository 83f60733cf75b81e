"""One document in a window of its own: made, shown as it is printed, printed, saved."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from centre_app.language.translate import _
from centre_app.reports.catalogue import KINDS, make
from ui.reports.traced import leave_trace
from ui.shared.preview import open_document


def show_report(
    parent: QWidget,
    kind: str,
    parameters: Mapping[str, object],
    *,
    language: str,
    name: str = "",
) -> None:
    """Open the document in ``language`` (the centre's, at first); ``name`` goes into the file's name.

    Printing and saving leave a trace, in the history of each child it is about.
    """

    def making(session: Any, progress: Any, code: str) -> bytes:
        return make(session, kind, parameters, code, progress=progress).content

    open_document(
        parent,
        _(KINDS[kind].title),
        making,
        f"{kind}-{name}.pdf" if name else f"{kind}.pdf",
        language,
        traced=partial(leave_trace, kind, dict(parameters)),
    )
