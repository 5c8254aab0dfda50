"""Photos come out upright, small and bare, or not at all."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.privacy.photo import LONGEST_SIDE, BadPhoto, clean


def encoded(image: Image.Image, format: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_the_usual_formats_become_jpeg(format: str) -> None:
    photo = opened(clean(encoded(Image.new("RGB", (40, 30), "teal"), format)))
    assert (photo.format, photo.size) == ("JPEG", (40, 30))


def test_a_large_photo_is_shrunk_in_proportion() -> None:
    photo = opened(clean(encoded(Image.new("RGB", (4000, 2000)), "JPEG")))
    assert photo.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_place_camera_and_comments_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Lan"
    exif.get_ifd(0x8825)[2] = (21.0, 11.0, 0.0)
    taken = encoded(Image.new("RGB", (8, 8)), "JPEG", exif=exif, comment=b"at home")
    assert b"Camera of Lan" in taken
    photo = opened(clean(taken))
    assert not photo.getexif()
    assert "comment" not in photo.info
    assert "exif" not in photo.info


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned by a quarter
    taken = encoded(Image.new("RGB", (60, 20)), "JPEG", exif=exif)
    assert opened(clean(taken)).size == (20, 60)


def test_what_is_see_through_becomes_white() -> None:
    photo = opened(clean(encoded(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG")))
    assert photo.getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_colour_mode_is_read(mode: str) -> None:
    format = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(clean(encoded(Image.new(mode, (8, 8)), format))).mode == "RGB"


def test_an_animation_becomes_its_first_picture() -> None:
    first, second = Image.new("RGB", (8, 8), "white"), Image.new("RGB", (8, 8), "black")
    moving = encoded(first, "WEBP", save_all=True, append_images=[second], lossless=True)
    assert opened(clean(moving)).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(9000, 9000), (15000, 15000)])
def test_a_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    bomb = encoded(Image.new("1", size), "PNG")
    with pytest.raises(BadPhoto):
        clean(bomb)


def test_other_files_are_refused() -> None:
    gif = encoded(Image.new("L", (8, 8)), "GIF")
    for content in (b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", gif):
        with pytest.raises(BadPhoto):
            clean(content)


def test_half_a_photo_is_refused() -> None:
    whole = encoded(Image.effect_noise((200, 200), 90), "JPEG")
    with pytest.raises(BadPhoto):
        clean(whole[: len(whole) // 2])


SMALL = {
    "JPEG": encoded(Image.effect_noise((24, 24), 90), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"),
    "PNG": encoded(Image.effect_noise((24, 24), 90), "PNG"),
    "WEBP": encoded(Image.effect_noise((24, 24), 90), "WEBP"),
}


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow remarks on broken EXIF
@given(
    content=st.sampled_from(sorted(SMALL.values())),
    places=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_a_damaged_file_gives_a_photo_or_bad_photo(
    content: bytes, places: list[tuple[float, int]]
) -> None:
    damaged = bytearray(content)
    for at, byte in places:
        damaged[int(at * len(damaged))] = byte
    with suppress(BadPhoto):
        assert opened(clean(bytes(damaged))).format == "JPEG"
