"""Photos of strangers, made safe to keep: decoded, turned upright, stripped, shrunk."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image, ImageOps

LONGEST_SIDE = 1600
_MOST_PIXELS = 50_000_000  # as phones' cameras take; 200 MB when decoded
_QUALITY = 85
_FORMATS = ("JPEG", "PNG", "WEBP")

# What Pillow's decoders raise on broken files. The warning counts where warnings are errors.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    EOFError,
    OverflowError,
    ZeroDivisionError,
    TypeError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


class BadPhoto(ValueError):
    """This is no photo that we take: another format, broken, or too many pixels."""


def clean(content: bytes) -> bytes:
    """The photo as a JPEG of at most 1,600 px, upright, without any metadata.

    Slow (decodes and encodes): call it in a thread. Raises BadPhoto.
    """
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as photo:
            return _jpeg(_shrunk(photo))
    except _BROKEN as error:
        raise BadPhoto("not a photo that can be read") from error


def _shrunk(photo: Image.Image) -> Image.Image:
    if photo.width * photo.height > _MOST_PIXELS:
        raise BadPhoto("too many pixels")
    photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is decoded at a fraction
    photo.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # before turning, which needs a second copy
    return ImageOps.exif_transpose(photo)


def _jpeg(photo: Image.Image) -> bytes:
    # A new image: what was pasted brings its pixels along, and no comment, profile or EXIF.
    plain = Image.new("RGB", photo.size, "white")
    if photo.has_transparency_data:
        shown = photo.convert("RGBA")
        plain.paste(shown, mask=shown)
    else:
        plain.paste(photo.convert("RGB"))
    out = BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
