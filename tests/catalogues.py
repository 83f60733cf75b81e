"""The catalogues of the five languages: gather, compile, check.

python -m tests.catalogues update    what the code says goes into each catalogue; what it no longer says leaves it
python -m tests.catalogues compile   .po into .mo
python -m tests.catalogues check     exit code 1 when anything is missing, fuzzy, left over or has other placeholders

There is no template file: the code is the template. English needs no catalogue, since its words are the msgids.
Catalogues hold no line numbers, are sorted and not wrapped, so that a change shows as what was changed.
"""

from __future__ import annotations

import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ROOT / "resources" / "locales"
LANGUAGES = ("ru", "tg", "ky", "kk")
SOURCES = ("centre_app", "ui")
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def catalogue_file(language: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALES / language / "LC_MESSAGES" / "centre_app.po"


def gather() -> Catalog:
    """Every word that the code marks for a person to read."""
    said = Catalog(project="Centre App", fuzzy=False)
    for folder in SOURCES:
        found = extract_from_dir(
            ROOT / folder, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
        )
        for name, _line, words, comments, context in found:
            place = (f"{folder}/{name}".replace("\\", "/"), 0)
            said.add(words, locations=[place], auto_comments=comments, context=context)
    return said


def read(language: str) -> Catalog:
    """A language's catalogue; an empty one when there is none yet."""
    path = catalogue_file(language)
    if not path.exists():
        return Catalog(locale=language, project="Centre App", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Bring every catalogue to what the code says; new words are left untranslated, never guessed."""
    said = gather()
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(said, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.header_comment = f"# Centre App in {catalogue.locale.english_name}."
        catalogue.fuzzy = False
        path = catalogue_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, sort_output=True, ignore_obsolete=True, include_lineno=False)
        missing = sum(1 for message in catalogue if message.id and not is_translated(message))
        sys.stdout.write(f"{language}: {len(catalogue)} texts, {missing} to translate\n")


def compile_all() -> None:
    """Write the form that the app reads beside each catalogue."""
    for language in LANGUAGES:
        path = catalogue_file(language)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read(language))


def check() -> list[str]:
    """What is wrong with the catalogues, a line each."""
    said = gather()
    return [f"{language}: {fault}" for language in LANGUAGES for fault in faults(said, read(language))]


def faults(said: Catalog, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with one catalogue, against what the code says."""
    for message in said:
        if not message.id:
            continue
        translated = catalogue.get(message.id, message.context)
        if translated is None:
            yield f"missing: {shown(message)}"
        elif not is_translated(translated):
            yield f"not translated: {shown(message)}"
        elif translated.fuzzy:
            yield f"fuzzy: {shown(message)}"
        elif is_plural(message) != is_plural(translated):
            yield f"singular or plural differs: {shown(message)}"
        else:
            yield from misplaced(translated, catalogue.num_plurals)
    for message in catalogue:
        if message.id and said.get(message.id, message.context) is None:
            yield f"left over: {shown(message)}"


def misplaced(message: Message, plurals: int) -> Iterator[str]:
    """What makes a translation fail, or read oddly, when it is filled in."""
    ids, texts = forms(message.id), forms(message.string)
    if is_plural(message) and len(texts) != plurals:
        yield f"{len(texts)} plural forms instead of {plurals}: {shown(message)}"
    allowed = set().union(*map(placeholders, ids))
    needed = set() if is_plural(message) else allowed  # "one child" may leave the number out
    for text in texts:
        if not needed <= placeholders(text) <= allowed:
            yield f"other placeholders than {sorted(allowed)}: {text!r}"
        if (text.strip() != text) != (ids[0].strip() != ids[0]):
            yield f"spaces or line ends around it differ: {text!r}"


def placeholders(text: str) -> set[str]:
    """The names in braces; a text that is no format has none."""
    try:
        return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {f"broken braces in {text!r}"}


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """A message's text as its plural forms; one form when it has none."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def is_plural(message: Message) -> bool:
    """Whether it is said by ``ngettext``."""
    return not isinstance(message.id, str)


def is_translated(message: Message) -> bool:
    """Whether each of its forms says something."""
    return bool(message.string) and all(forms(message.string))


def shown(message: Message) -> str:
    """A message as a fault names it."""
    context = f" ({message.context})" if message.context else ""
    return f"{forms(message.id)[0]!r}{context}"


def main(arguments: list[str]) -> int:
    """Carry out one of the three words."""
    if arguments == ["update"]:
        update()
        compile_all()
    elif arguments == ["compile"]:
        compile_all()
    elif arguments == ["check"]:
        found = check()
        sys.stdout.writelines(f"{line}\n" for line in found)
        return 1 if found else 0
    else:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
