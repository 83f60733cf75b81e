"""A filled form as ODK Collect keeps it: an XML instance. A document type or an entity is refused unread."""

from __future__ import annotations

from typing import Any

from centre_app.exchange.phones.form import FORM_FIELD, VERSION_FIELD
from centre_app.exchange.phones.received import FindPicture, NoForm, Submission, submission
from centre_app.language.translate import N_

LARGEST = 3 * 1024 * 1024  # bytes; a long form has twenty thousand
_META = "meta"


def read_instance(file: str, content: bytes, picture: FindPicture) -> Submission:
    """The form in an XML file. Raises NoForm in words."""
    root = _parsed(file, content)
    if _local(root.tag) == "html":
        raise NoForm(N_("“{name}” is the empty form, not one that was filled in."), name=file)
    form = root if root.get("id") else next((one for one in root.iter() if one.get("id")), None)
    if form is None:
        raise NoForm(N_("“{name}” is no form from a phone."), name=file)
    if form.get("encrypted"):
        raise NoForm(N_("“{name}” is encrypted for a server: take the form from there."), name=file)
    fields = {_META + "/instanceID": form.get("instanceID", "")}
    stack: list[tuple[str, Any]] = [("", child) for child in reversed(form)]
    while stack:
        group, element = stack.pop()
        path = f"{group}{_local(element.tag)}"
        if len(element):
            stack += [(f"{path}/", child) for child in reversed(element)]
        elif element.text and element.text.strip():
            fields[path] = element.text.strip()
    # The form's own fields win over the attributes, which a server may have made its own.
    for name, value in ((FORM_FIELD, form.get("id", "")), (VERSION_FIELD, form.get("version", ""))):
        if not any(path.rpartition("/")[2] == name for path in fields):
            fields[name] = value
    return submission(file, 0, fields, picture)


def _parsed(file: str, content: bytes) -> Any:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    if len(content) > LARGEST:
        raise NoForm(N_("“{name}” is too large to be a filled form."), name=file)
    try:
        return fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise NoForm(
            N_("“{name}” holds a document type, which no form from a phone has. It was not read."), name=file
        ) from None
    except (ParseError, ValueError, LookupError):  # cut off, not XML, an alphabet nobody knows
        raise NoForm(N_("“{name}” is broken: it cannot be read as XML."), name=file) from None


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
