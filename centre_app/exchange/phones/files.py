"""What a person chose – files, a phone's folder, a zip – as filled forms with the pictures that came with them."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath

from centre_app.errors import UserError
from centre_app.exchange.phones import json_reading, table_reading, xml_reading
from centre_app.exchange.phones.received import FindPicture, NoForm, Submission, Unread
from centre_app.language.translate import N_, Message

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
_FORMS = (".xml", ".json", ".csv", ".xlsx")
_LARGEST = {".xml": xml_reading.LARGEST, ".json": json_reading.LARGEST, ".csv": table_reading.LARGEST}
_LARGEST_PICTURE = 30 * 1024 * 1024
_MOST_FILES = 20_000  # in a folder or a zip
_MOST_UNPACKED = 1024 * 1024 * 1024
_DAMAGED = (  # what unpacking raises, by where a zip is damaged and how it was packed; RuntimeError: with a password
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError),
    *(RuntimeError, ValueError, NotImplementedError, KeyError),
)
Step = Callable[[], object]


@dataclass(frozen=True)
class Received:
    """All that was read: filled forms, and files from which nothing could be read.

    ``made`` keeps pictures that were made small: (file, row, name) -> the picture, or why there is none.
    """

    files: int
    submissions: tuple[Submission, ...]
    unread: tuple[Unread, ...]
    made: dict[tuple[str, int, str], bytes | Message] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class _File:
    """A file in a folder or a zip. ``path`` is relative to what was chosen; ``read`` gives at most so many bytes."""

    name: str
    path: PurePosixPath
    read: Callable[[int], bytes]
    place: Path | None = None  # on the disk, where it lies there by itself


def receive(paths: Sequence[Path], step: Step = lambda: None) -> Received:
    """Read what was chosen. Nothing is raised for a bad file: it is told in ``unread``. ``step`` after each file."""
    submissions: list[Submission] = []
    unread: list[Unread] = []
    count = 0
    for path in paths:
        try:
            bundle = list(_bundle(path))
        except UserError as error:
            unread.append(Unread(path.name, error.message))
            count += 1
            continue
        pictures = _Pictures(bundle, path.parent if path.is_file() else None)
        forms = [file for file in bundle if file.path.suffix.lower() in _FORMS and not _is_aside(file.path)]
        if not forms:
            unread.append(Unread(path.name, Message(N_("“{name}” holds no forms from a phone."), {"name": path.name})))
        for file in forms:
            count += 1
            try:
                submissions.extend(_read(file, pictures.beside(file.path)))
            except UserError as error:
                unread.append(Unread(file.name, error.message))
            step()
    return Received(count, tuple(submissions), tuple(unread))


def _read(file: _File, picture: FindPicture) -> Iterable[Submission]:
    suffix = file.path.suffix.lower()
    if suffix == ".xlsx":
        if file.place is None:
            raise NoForm(N_("“{name}” lies in a zip: unpack it first."), name=file.name)
        return list(table_reading.read_workbook(file.place, picture))
    content = file.read(_LARGEST[suffix] + 1)
    if suffix == ".xml":
        return [xml_reading.read_instance(file.name, content, picture)]
    reader = json_reading.read_json if suffix == ".json" else table_reading.read_csv
    return list(reader(file.name, content, picture))


def _bundle(path: Path) -> Iterator[_File]:
    """The files that one choice stands for. Raises NoForm."""
    if path.is_dir():
        yield from _folder(path)
    elif path.suffix.lower() == ".zip":
        yield from _zipped(path)
    elif not path.exists():
        raise NoForm(N_("There is no file “{name}”."), name=str(path))
    elif path.suffix.lower() not in _FORMS:
        raise NoForm(
            N_("“{name}” is no form from a phone. Choose .xml, .json, .csv, .xlsx or .zip files."), name=path.name
        )
    else:
        yield _on_disk(path, PurePosixPath(path.name), path.name)


def _folder(folder: Path) -> Iterator[_File]:
    found = list(islice(folder.rglob("*"), _MOST_FILES + 1))
    if len(found) > _MOST_FILES:
        raise NoForm(N_("“{name}” holds too many files."), name=folder.name)
    for place in sorted(found):
        if place.is_file():
            path = PurePosixPath(place.relative_to(folder).as_posix())
            yield _on_disk(place, path, path.as_posix())


def _on_disk(place: Path, path: PurePosixPath, name: str) -> _File:
    def read(most: int) -> bytes:
        try:
            with place.open("rb") as file:
                return file.read(most)
        except OSError:
            raise NoForm(N_("“{name}” cannot be read."), name=name) from None

    return _File(name, path, read, place)


def _zipped(archive: Path) -> Iterator[_File]:
    """The members of a zip, unpacked one by one and never to the disk. Raises NoForm."""
    try:
        with zipfile.ZipFile(archive) as opened:
            parts = [part for part in opened.infolist() if not part.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise NoForm(N_("“{name}” is damaged: it cannot be unpacked."), name=archive.name) from None
    if len(parts) > _MOST_FILES or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise NoForm(N_("“{name}” unpacks to far more than phones send. It was not opened."), name=archive.name)
    for part in parts:
        yield _member(archive, part.filename)


def _member(archive: Path, name: str) -> _File:
    def read(most: int) -> bytes:
        try:
            with zipfile.ZipFile(archive) as opened, opened.open(name) as file:
                return file.read(most)
        except _DAMAGED:
            raise NoForm(N_("“{name}” is damaged: it cannot be unpacked."), name=shown) from None

    path = PurePosixPath(name.replace("\\", "/"))
    shown = f"{archive.name}/{path.name}"
    return _File(shown, path, read)


def _is_aside(path: PurePosixPath) -> bool:
    """What systems put beside files: ``__MACOSX``, ``.DS_Store``; and Collect's own lists of what it sent."""
    return any(part.startswith((".", "__")) for part in path.parts)


class _Pictures:
    """The pictures of one choice, found by their names; those next to the form first."""

    def __init__(self, bundle: Sequence[_File], folder: Path | None) -> None:
        self._folder = folder  # that a single chosen file lies in
        self._named: dict[str, list[_File]] = {}
        for file in bundle:
            if file.path.suffix.lower() in PICTURES:
                self._named.setdefault(file.path.name.lower(), []).append(file)

    def beside(self, form: PurePosixPath) -> FindPicture:
        """Looks for pictures for a form that lies there."""

        def find(name: str) -> bytes | None:
            plain = PurePosixPath(name.replace("\\", "/")).name
            found = self._named.get(plain.lower(), [])
            near = [file for file in found if file.path.parent == form.parent] or found
            if len(near) == 1:  # of two of one name in other folders nobody knows whose they are
                return near[0].read(_LARGEST_PICTURE + 1)
            if found or self._folder is None or PurePosixPath(plain).suffix.lower() not in PICTURES:
                return None
            for place in (self._folder / plain, self._folder / "media" / plain):
                if place.is_file():
                    return _on_disk(place, PurePosixPath(plain), plain).read(_LARGEST_PICTURE + 1)
            return None

        return find
