"""A photo, made small: JPEG of at most 480 pixels a side (a child's), upright, with nothing else in the file."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from centre_app.errors import UserError
from centre_app.language.translate import N_

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LONGEST_SIDE = 480
_MOST_BYTES = 30_000_000
_MOST_PIXELS = 60_000_000  # a telephone's camera takes 12–50 million; a decompression bomb has billions
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")


def small_jpeg(picture: bytes, longest: int = LONGEST_SIDE) -> bytes:
    """The picture as it is stored, at most ``longest`` pixels a side. What a camera writes beside it (place, time,
    device) is left out.

    Raises UserError (field ``photo``): no picture, one that cannot be read, one that is absurdly large.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(picture) > _MOST_BYTES:
        raise UserError(N_("This file is too large for a photo: at most 30 MB."), field="photo")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is checked below, before anything is unpacked
            with Image.open(io.BytesIO(picture), formats=_FORMATS) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise UserError(
                        N_("This picture is too large: {width} × {height} points."),
                        field="photo",
                        width=opened.width,
                        height=opened.height,
                    )
                opened.draft("RGB", (longest * 2, longest * 2))
                opened.thumbnail((longest, longest))
                small = _on_white(ImageOps.exif_transpose(opened))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise UserError(
            N_("This file is not a picture that can be read. Please take a JPEG or PNG file."), field="photo"
        ) from error
    out = io.BytesIO()
    small.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _on_white(picture: Picture) -> Picture:
    """JPEG knows nothing that shows through: what is transparent becomes white, as on paper."""
    from PIL import Image

    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    paper = Image.new("RGB", layered.size, "white")
    paper.paste(layered, mask=layered.getchannel("A"))
    return paper
