"""A catalogue is judged before an office reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests import catalogues

CHILD = "The child {name} is in no group."
COUNTED = ("One child", "{n} children")


@pytest.fixture
def said() -> Catalog:
    """What a small program says."""
    catalogue = Catalog(fuzzy=False)
    catalogue.add(CHILD)
    catalogue.add(COUNTED)
    return catalogue


def russian(child: str, *counted: str, flags: tuple[str, ...] = ()) -> Catalog:
    """A Russian catalogue with these translations."""
    catalogue = Catalog(locale="ru", fuzzy=False)
    catalogue.add(CHILD, child, flags=flags)
    catalogue.add(COUNTED, counted)
    return catalogue


def test_a_complete_catalogue_has_no_fault(said: Catalog) -> None:
    complete = russian("{name} не в группе.", "Один ребёнок", "{n} ребёнка", "{n} детей")
    assert not list(catalogues.faults(said, complete))


@pytest.mark.parametrize(
    ("catalogue", "fault"),
    [
        (Catalog(locale="ru", fuzzy=False), "missing: 'The child"),
        (russian("", "{n}", "{n}", "{n}"), "not translated: 'The child"),
        (russian("{name} не в группе.", "{n}", "", "{n}"), "not translated: 'One child'"),
        (russian("{name} не в группе.", "{n}", "{n}", "{n}", flags=("fuzzy",)), "fuzzy: 'The child"),
        (russian("{имя} не в группе.", "{n}", "{n}", "{n}"), "other placeholders than ['name']"),
        (russian("Ребёнок не в группе.", "{n}", "{n}", "{n}"), "other placeholders than ['name']"),
        (russian("{name не в группе.", "{n}", "{n}", "{n}"), "other placeholders than ['name']"),
        (russian("{name} не в группе.", "{k}", "{n}", "{n}"), "other placeholders than ['n']"),
        (russian("{name} не в группе. ", "{n}", "{n}", "{n}"), "spaces or line ends"),
    ],
)
def test_a_fault_is_named(said: Catalog, catalogue: Catalog, fault: str) -> None:
    assert any(line.startswith(fault) for line in catalogues.faults(said, catalogue))


def test_what_the_code_no_longer_says_is_a_fault(said: Catalog) -> None:
    catalogue = russian("{name} не в группе.", "Один ребёнок", "{n} ребёнка", "{n} детей")
    catalogue.add("Print", "Печать")
    assert list(catalogues.faults(said, catalogue)) == ["left over: 'Print'"]


def test_an_update_keeps_translations_drops_what_is_gone_and_changes_nothing_twice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: Catalog
) -> None:
    monkeypatch.setattr(catalogues, "LOCALES", tmp_path)
    monkeypatch.setattr(catalogues, "gather", lambda: said)
    catalogues.update()
    path = catalogues.catalogue_file("ru")
    empty = path.read_text(encoding="utf-8")
    path.write_text(empty.replace(f'"{CHILD}"\nmsgstr ""', f'"{CHILD}"\nmsgstr "{{name}} не в группе."'), "utf-8")
    said.add("Print")
    catalogues.update()
    once = path.read_bytes()
    catalogues.update()
    assert path.read_bytes() == once
    assert "{name} не в группе." in once.decode()
    said.delete("Print")
    catalogues.update()
    assert "Print" not in path.read_text(encoding="utf-8")


def test_the_languages_have_their_plural_forms() -> None:
    assert {language: catalogues.read(language).num_plurals for language in catalogues.LANGUAGES} == {
        "ru": 3,
        "tg": 2,
        "ky": 2,
        "kk": 2,
    }
