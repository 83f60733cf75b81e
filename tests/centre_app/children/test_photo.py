"""Photos are made small, or refused in words."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from centre_app.children.photo import LONGEST_SIDE, small_jpeg
from centre_app.errors import UserError


def picture(width: int, height: int, mode: str = "RGB", kind: str = "PNG", **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), **{"color": "teal"} if mode == "RGB" else {}).save(out, kind, **how)
    return out.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes that unpack to billions."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(3000, 2000), (480, 640), (12, 9)])
def test_a_photo_is_at_most_480_points_a_side_and_keeps_its_shape(width: int, height: int) -> None:
    with Image.open(io.BytesIO(small_jpeg(picture(width, height)))) as small:
        assert small.format == "JPEG"
        assert max(small.size) <= LONGEST_SIDE
        assert abs(small.width / small.height - width / height) < 0.02 * width / height + 0.01


def test_what_is_transparent_becomes_white() -> None:
    with Image.open(io.BytesIO(small_jpeg(picture(40, 40, "RGBA")))) as small:
        assert small.getpixel((20, 20)) == (255, 255, 255)


def test_a_photo_stands_upright_and_says_no_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera"
    small = small_jpeg(picture(400, 200, kind="JPEG", exif=exif.tobytes()))
    with Image.open(io.BytesIO(small)) as opened:
        assert opened.size == (200, 400)
        assert not opened.getexif()


@pytest.mark.parametrize(
    "content",
    [b"", b"not a picture", b"%PDF-1.7 text", picture(300, 300)[:200], png_that_says(60_000, 60_000)],
    ids=["empty", "text", "pdf", "cut off", "bomb"],
)
def test_what_is_no_picture_or_absurdly_large_is_refused(content: bytes) -> None:
    with pytest.raises(UserError) as raised:
        small_jpeg(content)
    assert raised.value.field == "photo"
