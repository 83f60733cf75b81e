"""Roles in words, wherever a person of the staff is named."""

from __future__ import annotations

from typing import Final

from centre_app.language.translate import N_
from centre_app.security.access import Role

ROLE_WORDS: Final[dict[Role, str]] = {
    Role.MANAGER: N_("manager"),
    Role.SPECIALIST: N_("specialist"),
    Role.SOCIAL_WORKER: N_("social worker"),
    Role.OUTREACH_WORKER: N_("outreach worker"),
    Role.SECRETARY: N_("secretary"),
    Role.NUMBERS_ONLY: N_("numbers only"),
}
