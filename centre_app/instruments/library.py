"""The instruments that come with the app: files of data, in one order, each whole.

Facts (domains, scales of answers, cut-offs, ages) are those of the sources, all words are our own. In the child
functioning modules the aided answer counts for seeing and hearing. For walking both answers are kept, and the one
without the device counts (CF8; at 5–17 also CF9): so the module's published tabulation plan has it, though some open
programs take the aided one. A question about an aid that is refused or not known is gone on from as if there were none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from centre_app.instruments.definition import Definition
from centre_app.instruments.reading import read_definition

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "instruments"
SHARED = "shared"
# As a child grows, then what only some children need.
ORDER = ("milestones_0_2", "cfm_2_4", "cfm_5_17", "portage_areas", "gmfcs", "macs", "cfcs", "icf_profile")
# The centre's own versions are counted from here, so that a later version of the app never takes their number.
FIRST_OWN_VERSION = 1001


@cache
def given() -> Mapping[str, Definition]:
    """code -> definition, in the order in which they are offered."""
    return MappingProxyType({code: read_definition(given_content(code)) for code in ORDER})


def given_content(code: str) -> dict[str, Any]:
    """The whole content of a given instrument: what its file takes from the shared words is put in its place."""
    content = _loaded(code)
    shared = _loaded(SHARED)
    content["respondents"] = [{"code": who, **shared["respondents"][who]} for who in content["respondents"]]
    content["reasons"] = [{"code": why, **shared["reasons"][why]} for why in content.get("reasons", [])]
    if isinstance(content["scales"], list):
        content["scales"] = {name: shared["scales"][name] for name in content["scales"]}
    return content


def shared_words(part: str) -> Mapping[str, Any]:
    """What the given instruments share, for a centre's own ones: ``respondents``, ``scales``."""
    found: Mapping[str, Any] = _loaded(SHARED)[part]
    return found


def _loaded(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_text(name))
    return found


@cache
def _text(name: str) -> str:
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8")
