#!/usr/bin/env python3
"""Makes the picture corpus of the imaging tests, with Pillow's pixels as the expected ones.

    make_imaging_corpus.py OUTPUT.zip

Needs Pillow 9.4 with numpy; cjpeg and jpegtran (libjpeg-turbo-progs), tiffcp (libtiff-tools) and
webpmux (webp). Every picture is small and drawn from a fixed seed. Beside the pictures the archive holds
`expected.tsv`, one line a picture:

    name  width  height  sha256 of the RGB  sha256 of the RGB after exif_transpose  sha256 at S = 24

where "at S = 24" means: shortest edge resized to 24 with the bicubic filter, centre crop.
"""

import hashlib
import io
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

import numpy as np
import PIL
from PIL import Image, ImageOps

RNG = np.random.default_rng(20261124)
EDGE = 24
OUT = Path(tempfile.mkdtemp())


def samples(width, height, channels, top=255, noise=12):
    """Smooth waves with noise, uint16 [height, width, channels]."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [
        0.5
        + 0.4 * np.sin(x / (3.0 + 2 * k) + k) * np.cos(y / (4.0 + k))
        + RNG.normal(0, noise / 255, (height, width))
        for k in range(channels)
    ]
    return (np.stack(planes, -1).clip(0, 1) * top).round().astype("u2")


def picture(width, height, mode):
    channels = len(Image.new(mode, (1, 1)).getbands())
    values = samples(width, height, channels).astype("u1")
    return Image.fromarray(values[..., 0] if channels == 1 else values, mode)


def write(name, data):
    (OUT / name).write_bytes(data)


def save(name, image, **options):
    image.save(OUT / name, **options)


def tool(*command, stdin=None):
    return subprocess.run(command, input=stdin, stdout=subprocess.PIPE, check=True).stdout


# JPEG


def ppm(image):
    buffer = io.BytesIO()
    image.save(buffer, "PPM")
    return buffer.getvalue()


def replace_segment(data, marker, payload):
    """Puts a segment after SOI, without the one of the same marker."""
    out, at = bytearray(data[:2]), 2
    if payload is not None:
        out += bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload
    while data[at + 1] != 0xDA:
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        if data[at + 1] != marker:
            out += data[at : at + 2 + length]
        at += 2 + length
    return bytes(out + data[at:])


def jpegs():
    for mode in ("L", "RGB", "CMYK"):
        for size in ((1, 1), (33, 17), (75, 50)):
            for subsampling in (0, 1, 2) if mode != "L" else (0,):
                for progressive in (False, True):
                    kind = "progressive" if progressive else "baseline"
                    name = f"{mode}_{size[0]}x{size[1]}_{subsampling}_{kind}.jpg"
                    save(name, picture(*size, mode), quality=85, subsampling=subsampling,
                         progressive=progressive)
    source = ppm(picture(61, 45, "RGB"))
    for sample in ("4x1", "2x1,1x1,1x1"):
        write(f"sampling_{sample.replace(',', '_')}.jpg", tool("cjpeg", "-sample", sample, stdin=source))
    write("restart.jpg", tool("cjpeg", "-restart", "1", "-sample", "2x2", stdin=source))
    write("restart_blocks.jpg", tool("cjpeg", "-restart", "3B", "-progressive", stdin=source))
    write("rgb_ids.jpg", tool("cjpeg", "-rgb", stdin=source))
    write("optimized.jpg", tool("cjpeg", "-optimize", "-quality", "20", stdin=source))
    write("dct_float.jpg", tool("cjpeg", "-dct", "float", stdin=source))

    jpeg = tool("cjpeg", "-quality", "90", stdin=source)
    bare = replace_segment(jpeg, 0xE0, None)
    adobe = lambda transform: b"Adobe\0\x64\0\0\0\0" + bytes([transform])
    write("no_jfif.jpg", bare)
    write("adobe_0.jpg", replace_segment(bare, 0xEE, adobe(0)))
    write("adobe_1.jpg", replace_segment(bare, 0xEE, adobe(1)))
    write("adobe_7.jpg", replace_segment(bare, 0xEE, adobe(7)))
    write("jfif_and_adobe_0.jpg", replace_segment(jpeg, 0xEE, adobe(0)))
    write("broken_profile.jpg", replace_segment(jpeg, 0xE2, b"ICC_PROFILE\0\1\1not a profile"))
    write("junk_between.jpg", jpeg[:20] + b"\0\1\2" + jpeg[20:])
    write("trailing_bytes.jpg", jpeg + b"trailing" * 9)

    inks = io.BytesIO()
    picture(40, 30, "CMYK").save(inks, "JPEG", quality=90)
    plain = replace_segment(inks.getvalue(), 0xEE, None)
    write("cmyk_without_adobe.jpg", plain)
    write("cmyk_adobe_0.jpg", replace_segment(plain, 0xEE, adobe(0)))
    write("ycck_adobe_2.jpg", replace_segment(plain, 0xEE, adobe(2)))

    for orientation in range(1, 9):
        for order, head in (("<", b"II*\0"), (">", b"MM\0*")):
            if order == ">" and orientation != 6:
                continue
            exif = Image.Exif()
            exif[0x0112] = orientation
            block = head + struct.pack(order + "IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
            kind = "le" if order == "<" else "be"
            write(f"exif_{orientation}_{kind}.jpg", replace_segment(bare, 0xE1, b"Exif\0\0" + block))


# PNG


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def filtered(raw, previous, step, kind):
    left = np.concatenate([np.zeros(step, "u1"), raw[:-step] if step < len(raw) else raw[:0]])[: len(raw)]
    corner = np.concatenate([np.zeros(step, "u1"), previous[:-step] if step < len(raw) else raw[:0]])[: len(raw)]
    a, b, c = (v.astype(int) for v in (left, previous, corner))
    p = a + b - c
    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
    paeth = np.where((pa <= pb) & (pa <= pc), a, np.where(pb <= pc, b, c))
    predicted = (0 * a, a, b, (a + b) // 2, paeth)[kind]
    return bytes([kind]) + ((raw.astype(int) - predicted) & 255).astype("u1").tobytes()


def pack(values, bits):
    """Rows of samples to packed bytes."""
    if bits == 16:
        return values.astype(">u2").reshape(len(values), -1).view("u1")
    flat = values.reshape(len(values), -1).astype("u1")
    if bits == 8:
        return flat
    expanded = np.unpackbits(flat[..., None], axis=-1)[..., 8 - bits :]
    return np.packbits(expanded.reshape(len(values), -1), axis=-1)


def png(values, bits, color, interlaced=False, extra=(), idat=200):
    height, width, channels = values.shape
    data = bytearray()
    for x, y, dx, dy in PASSES if interlaced else ((0, 0, 1, 1),):
        part = values[y::dy, x::dx]
        if not part.size:
            continue
        packed = pack(part, bits)
        previous = np.zeros(packed.shape[1], "u1")
        for row, raw in enumerate(packed):
            data += filtered(raw, previous, max(channels * bits // 8, 1), row % 5)
            previous = raw
    compressed = zlib.compress(bytes(data), 9)
    out = b"\x89PNG\r\n\x1a\n"
    out += png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, interlaced))
    for kind, payload in extra:
        out += png_chunk(kind, payload)
    for at in range(0, len(compressed), idat):
        out += png_chunk(b"IDAT", compressed[at : at + idat])
    return out + png_chunk(b"IEND", b"")


def pngs():
    palette = RNG.integers(0, 256, (256, 3), "u1").tobytes()
    depths = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
    for color, bits_of in depths.items():
        for bits in bits_of:
            for interlaced in (False, True):
                for width, height in ((27, 35), (3, 2)):
                    values = samples(width, height, channels[color], (1 << bits) - 1)
                    if color == 0 and bits == 16:
                        values[::2] //= 256  # so that not all of it is cut off at 255
                    extra = [(b"PLTE", palette[: 3 << bits])] if color == 3 else []
                    kind = "adam7" if interlaced else "plain"
                    write(f"color{color}_{bits}bit_{kind}_{width}x{height}.png",
                          png(values, bits, color, interlaced, extra))
    for size in ((1, 1), (1, 200), (250, 2)):
        write(f"edge_{size[0]}x{size[1]}.png", png(samples(*size, 3), 8, 2))
    values = samples(25, 26, 1)
    write("transparent_gray.png", png(values, 8, 0, extra=[(b"tRNS", b"\0\x80")]))
    write("transparent_rgb.png", png(samples(25, 26, 3), 8, 2, extra=[(b"tRNS", b"\0\x80\0\1\0\2")]))
    write("transparent_palette.png",
          png(values, 8, 3, extra=[(b"PLTE", palette), (b"tRNS", b"\0\x80\x40")]))
    write("short_palette.png", png(values, 8, 3, extra=[(b"PLTE", palette[:60])]))
    block = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, 5, 0, 0)
    write("exif_5.png", png(samples(31, 26, 3), 8, 2, extra=[(b"eXIf", block)]))
    write("tiny_chunks.png", png(samples(25, 26, 3), 8, 2, idat=1))
    frames = [picture(40, 30, "RGB") for _ in range(3)]
    save("animated.png", frames[0], save_all=True, append_images=frames[1:])


# GIF


def gif_lzw(indices, bits):
    out, width, buffer, count = bytearray(), bits + 1, 0, 0
    table = {bytes([i]): i for i in range(1 << bits)}
    clear, next_code = 1 << bits, (1 << bits) + 2

    def emit(code):
        nonlocal buffer, count
        buffer |= code << count
        count += width
        while count >= 8:
            out.append(buffer & 255)
            buffer >>= 8
            count -= 8

    emit(clear)
    run = b""
    for index in indices:
        longer = run + bytes([index])
        if longer in table:
            run = longer
            continue
        emit(table[run])
        if next_code < 4096:
            table[longer] = next_code
            next_code += 1
            if next_code > 1 << width and width < 12:
                width += 1
        run = bytes([index])
    emit(table[run])
    emit(clear + 1)
    if count:
        out.append(buffer & 255)
    blocks = b"".join(
        bytes([len(out[i : i + 255])]) + bytes(out[i : i + 255]) for i in range(0, len(out), 255)
    )
    return bytes([bits]) + blocks + b"\0"


def gif(screen, frame, place=(0, 0), bits=8, global_palette=None, local_palette=None,
        transparent=None, interlaced=False, background=3):
    height, width = frame.shape
    out = b"GIF89a" + struct.pack("<HH", *screen)
    flags = 0x80 | bits - 1 if global_palette is not None else 0
    out += bytes([flags, background, 0]) + (global_palette or b"")
    out += b"!\xfe\x05hello\0"
    if transparent is not None:
        out += b"!\xf9\x04\x01\0\0" + bytes([transparent]) + b"\0"
    flags = (0x80 | bits - 1 if local_palette is not None else 0) | (0x40 if interlaced else 0)
    out += b"," + struct.pack("<HHHH", *place, width, height) + bytes([flags]) + (local_palette or b"")
    rows = frame
    if interlaced:
        rows = np.concatenate([frame[0::8], frame[4::8], frame[2::4], frame[1::2]])
    return out + gif_lzw(rows.reshape(-1).tolist(), max(bits, 2)) + b";"


def gifs():
    colors = RNG.integers(0, 256, (256, 3), "u1").tobytes()
    other = RNG.integers(0, 256, (256, 3), "u1").tobytes()
    for bits in (1, 2, 4, 7, 8):
        frame = samples(37, 29, 1, (1 << bits) - 1)[..., 0].astype("u1")
        write(f"{bits}bit.gif", gif((37, 29), frame, bits=bits, global_palette=colors[: 3 << bits]))
    frame = samples(37, 29, 1)[..., 0].astype("u1")
    large = samples(120, 90, 1, noise=60)[..., 0].astype("u1")
    write("full_table.gif", gif((120, 90), large, global_palette=colors))
    write("local_palette.gif", gif((37, 29), frame, global_palette=colors, local_palette=other))
    write("only_local_palette.gif", gif((37, 29), frame, local_palette=other))
    write("no_palette.gif", gif((37, 29), frame))
    write("interlaced.gif", gif((37, 29), frame, global_palette=colors, interlaced=True))
    for height in (1, 2, 3, 5, 9):
        write(f"interlaced_{height}_rows.gif",
              gif((37, height), frame[:height], global_palette=colors, interlaced=True))
    write("smaller_frame.gif", gif((50, 40), frame, (5, 7), global_palette=colors))
    write("smaller_transparent_frame.gif",
          gif((50, 40), frame, (5, 7), global_palette=colors, transparent=9))
    write("larger_frame.gif", gif((20, 20), frame, (5, 7), global_palette=colors))
    ramp = bytes(v for i in range(256) for v in (i, i, i))
    write("gray_ramp.gif", gif((50, 40), frame, (5, 7), global_palette=ramp, transparent=200))
    write("short_palette.gif", gif((37, 29), frame % 64, bits=8, global_palette=colors))
    frames = [picture(40, 30, "RGB").quantize(64) for _ in range(3)]
    save("animated.gif", frames[0], save_all=True, append_images=frames[1:], duration=50, loop=0)


# BMP


def bmp(width, height, bits, rows, palette=b"", masks=b"", compression=0, header=40, colors=0):
    body = rows if isinstance(rows, bytes) else b"".join(
        bytes(r) + b"\0" * (-len(bytes(r)) % 4) for r in rows)
    if header == 12:
        info = struct.pack("<IHHHH", 12, width, height, 1, bits)
    else:
        info = struct.pack("<IiiHHIIIIII", header, width, height, 1, bits, compression,
                           len(body), 2835, 2835, colors, 0)
        if header > 40:
            info += masks + b"\0" * (header - 40 - len(masks))
            masks = b""
    offset = 14 + len(info) + len(masks) + len(palette)
    return b"BM" + struct.pack("<IHHI", offset + len(body), 0, 0, offset) + info + masks + palette + body


def bmps():
    for bits in (1, 4, 8):
        palette = RNG.integers(0, 255, (1 << bits, 4), "u1")
        for height in (26, -26):
            values = samples(29, 26, 1, (1 << bits) - 1)
            kind = "topdown" if height < 0 else "bottomup"
            write(f"{bits}bit_{kind}.bmp", bmp(29, height, bits, pack(values, bits), palette.tobytes()))
        write(f"os2_{bits}bit.bmp",
              bmp(29, 26, bits, pack(values, bits), palette[:, :3].tobytes(), header=12))
    write("few_colors.bmp", bmp(29, 26, 8, pack(samples(29, 26, 1, 9), 8),
                                palette[:10].tobytes(), colors=10))
    ramp = bytes(v for i in range(256) for v in (i, i, i, 0))
    write("gray_ramp.bmp", bmp(29, 26, 8, pack(samples(29, 26, 1), 8), ramp))
    words = RNG.integers(0, 1 << 16, (26, 29), "u2").astype("<u2").view("u1")
    write("16bit.bmp", bmp(29, 26, 16, words))
    write("16bit_555.bmp", bmp(29, 26, 16, words, masks=struct.pack("<III", 0x7C00, 0x3E0, 0x1F), compression=3))
    write("16bit_565.bmp", bmp(29, 26, 16, words, masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F), compression=3))
    write("24bit.bmp", bmp(29, 26, 24, pack(samples(29, 26, 3), 8)))
    write("24bit_os2.bmp", bmp(29, 26, 24, pack(samples(29, 26, 3), 8), header=12))
    quads = pack(samples(29, 26, 4), 8)
    write("32bit.bmp", bmp(29, 26, 32, quads))
    for index, masks in enumerate((
        (0xFF0000, 0xFF00, 0xFF, 0), (0xFF000000, 0xFF0000, 0xFF00, 0), (0xFF000000, 0xFF0000, 0xFF00, 0xFF),
        (0xFF, 0xFF00, 0xFF0000, 0xFF000000), (0xFF0000, 0xFF00, 0xFF, 0xFF000000), (0, 0, 0, 0))):
        write(f"32bit_masks_{index}.bmp",
              bmp(29, 26, 32, quads, masks=struct.pack("<IIII", *masks), compression=3, header=124))
    palette = RNG.integers(0, 255, (256, 4), "u1").tobytes()
    rle = bytearray()
    for row in range(26):
        rle += bytes([10, row]) + bytes([0, 5]) + bytes(range(row, row + 5)) + b"\0"
        rle += bytes([14, 255 - row]) + b"\0\0"
    write("rle8.bmp", bmp(29, 26, 8, bytes(rle) + b"\0\1", palette, compression=1))
    rle = bytearray()
    for row in range(26):
        rle += bytes([9, (row * 7) & 255]) + bytes([0, 8, 0x12, 0x34, 0x56, 0x78])
        rle += bytes([12, 0xAB]) + b"\0\0"
    write("rle4.bmp", bmp(29, 26, 4, bytes(rle) + b"\0\1", palette[:64], compression=2))


# TIFF


def tiff(values, bits, photometric, order="<", extra=(), rows_per_strip=7, reverse=False, tags=()):
    """An uncompressed TIFF in strips."""
    height, width, channels = values.shape
    packed = values.astype(order + "u2").reshape(height, -1).view("u1") if bits == 16 else pack(values, bits)
    if reverse:
        packed = np.packbits(np.unpackbits(packed.reshape(-1)), bitorder="little").reshape(packed.shape)
    strips = [packed[i : i + rows_per_strip].tobytes() for i in range(0, height, rows_per_strip)]
    fields = [(256, 4, [width]), (257, 4, [height]), (258, 3, [bits] * channels), (259, 3, [1]),
              (262, 3, [photometric]), (277, 3, [channels]), (278, 4, [rows_per_strip]),
              (279, 4, [len(s) for s in strips])]
    fields += [(266, 3, [2])] if reverse else []
    fields += [(338, 3, list(extra))] if extra else []
    fields += list(tags)
    body, offsets = b"", []
    for strip in strips:
        offsets.append(8 + len(body))
        body += strip
    fields.append((273, 4, offsets))
    body += b"\0" * (len(body) % 2)
    directory, overflow = b"", b""
    start = 8 + len(body) + 2 + 12 * len(fields) + 4
    for tag, kind, numbers in sorted(fields):
        data = struct.pack(f"{order}{len(numbers)}{'H' if kind == 3 else 'I'}", *numbers)
        if len(data) > 4:
            place = struct.pack(order + "I", start + len(overflow))
            overflow += data
        else:
            place = data.ljust(4, b"\0")
        directory += struct.pack(order + "HHI", tag, kind, len(numbers)) + place
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8 + len(body))
    return head + body + struct.pack(order + "H", len(fields)) + directory + b"\0\0\0\0" + overflow


def tiffs():
    for order, name in (("<", "le"), (">", "be")):
        for bits in (1, 2, 4, 8):
            for photometric in (0, 1):
                write(f"gray{bits}_{photometric}_{name}.tiff",
                      tiff(samples(30, 25, 1, (1 << bits) - 1), bits, photometric, order))
        deep = samples(30, 25, 1, 65535)
        deep[::2] //= 256
        write(f"gray16_{name}.tiff", tiff(deep, 16, 1, order))
        write(f"gray16_signed_{name}.tiff", tiff(deep, 16, 1, order, tags=[(339, 3, [2])]))
        write(f"rgb16_{name}.tiff", tiff(samples(30, 25, 3, 65535), 16, 2, order))
        write(f"rgba16_{name}.tiff", tiff(samples(30, 25, 4, 65535), 16, 2, order, extra=[2]))
        write(f"rgba16_premultiplied_{name}.tiff", tiff(samples(30, 25, 4, 65535), 16, 2, order, extra=[1]))
    write("gray16_white_is_zero.tiff", tiff(deep, 16, 0))
    write("rgb.tiff", tiff(samples(30, 25, 3), 8, 2))
    write("rgb_reversed_bits.tiff", tiff(samples(30, 25, 3), 8, 2, reverse=True))
    write("gray1_reversed_bits.tiff", tiff(samples(30, 25, 1, 1), 1, 1, reverse=True))
    write("gray_alpha.tiff", tiff(samples(30, 25, 2), 8, 1, extra=[2]))
    for extra in (0, 1, 2):
        values = samples(30, 25, 4)
        values[0, :3, 3] = 0, 255, 1
        write(f"rgb_extra_{extra}.tiff", tiff(values, 8, 2, extra=[extra]))
    write("cmyk.tiff", tiff(samples(30, 25, 4), 8, 5))
    write("cmyk16.tiff", tiff(samples(30, 25, 4, 65535), 16, 5))
    for bits in (1, 2, 4, 8):
        colors = RNG.integers(0, 65536, 3 << bits).tolist()
        write(f"palette{bits}.tiff", tiff(samples(30, 25, 1, (1 << bits) - 1), bits, 3, tags=[(320, 3, colors)]))
    for orientation in range(1, 9):
        write(f"orientation_{orientation}.tiff", tiff(samples(30, 25, 3), 8, 2, tags=[(274, 3, [orientation])]))

    for name in ("rgb", "gray8_1_le", "gray1_0_be", "rgb16_le", "rgb16_be", "gray16_le", "gray16_be", "palette4", "cmyk"):
        for compression in ("lzw", "zip", "packbits", "lzw:2", "zip:2"):
            if ":" in compression and ("gray1_" in name or "palette4" in name):
                continue
            target = OUT / f"{name}_{compression.replace(':', '_predictor')}.tiff"
            tool("tiffcp", "-c", compression, OUT / f"{name}.tiff", target)
    tool("tiffcp", "-c", "lzw", "-f", "msb2lsb", OUT / "rgb_reversed_bits.tiff", OUT / "rgb_reversed_lzw.tiff")
    tool("tiffcp", "-c", "lzw", "-f", "lsb2msb", OUT / "rgb.tiff", OUT / "rgb_lsb_first_lzw.tiff")
    for compression in ("none", "lzw", "zip:2", "packbits"):
        kind = compression.replace(":", "_predictor")
        for name in ("rgb", "gray8_1_le", "rgb16_be"):
            tool("tiffcp", "-t", "-w", "16", "-l", "16", "-c", compression, OUT / f"{name}.tiff",
                 OUT / f"{name}_tiled_{kind}.tiff")
        tool("tiffcp", "-p", "separate", "-c", compression, OUT / "rgb.tiff", OUT / f"rgb_planes_{kind}.tiff")
        tool("tiffcp", "-t", "-w", "16", "-l", "16", "-p", "separate", "-c", compression,
             OUT / "rgb.tiff", OUT / f"rgb_tiled_planes_{kind}.tiff")
    large = OUT / "large.tiff"
    large.write_bytes(tiff(samples(200, 150, 3, noise=60), 8, 2, rows_per_strip=150))
    tool("tiffcp", "-c", "lzw", large, OUT / "full_table_lzw.tiff")
    large.unlink()
    for name, options in (("jpeg_rgb", ["jpeg:r"]), ("jpeg_ycbcr", ["jpeg"])):
        tool("tiffcp", "-c", *options, "-r", "16", OUT / "rgb.tiff", OUT / f"{name}.tiff")
        tool("tiffcp", "-c", *options, "-t", "-w", "16", "-l", "16", OUT / "rgb.tiff", OUT / f"{name}_tiled.tiff")
    tool("tiffcp", "-c", "jpeg", "-r", "16", OUT / "gray8_1_le.tiff", OUT / "jpeg_gray.tiff")
    save("several_pages.tiff", picture(30, 25, "RGB"), save_all=True, append_images=[picture(9, 9, "L")])


# WebP


def webps():
    for mode in ("RGB", "RGBA"):
        for size in ((1, 1), (33, 17), (64, 48)):
            name = f"{mode}_{size[0]}x{size[1]}"
            save(f"{name}_lossy.webp", picture(*size, mode), quality=70)
            save(f"{name}_lossless.webp", picture(*size, mode), lossless=True, exact=True)
    save("low_quality.webp", picture(61, 45, "RGB"), quality=5)
    exif = Image.Exif()
    exif[0x0112] = 8
    save("exif_8.webp", picture(61, 45, "RGB"), quality=80, exif=exif)
    for kind, options in (("lossy", {"quality": 70}), ("lossless", {"lossless": True})):
        frames = [picture(40, 30, "RGBA") for _ in range(3)]
        save(f"animated_{kind}.webp", frames[0], save_all=True, append_images=frames[1:], **options)
    tool("webpmux", "-frame", OUT / "RGBA_33x17_lossy.webp", "+100+10+6+0+b",
         "-frame", OUT / "RGB_33x17_lossless.webp", "+100+20+8", "-o", OUT / "smaller_frame.webp")


# What is found in the wild, broken or rare: see docs/reference/image-formats.md

# Pillow 9.4 refuses the first; its pixels are those of the second, which differs in the header only.
TWINS = {}


def found_jpegs():
    source = ppm(picture(61, 45, "RGB"))
    jpeg = tool("cjpeg", "-quality", "90", stdin=source)
    inks = io.BytesIO()
    picture(40, 30, "CMYK").save(inks, "JPEG", quality=90)
    gray = io.BytesIO()
    picture(40, 30, "L").save(gray, "JPEG", quality=90)
    kinds = {"rgb": jpeg, "cmyk": inks.getvalue(), "gray": gray.getvalue(),
             "restart": tool("cjpeg", "-restart", "1", stdin=source)}
    scan = b"\xff\xda"
    write("trailer_of_scans.jpg", jpeg + scan * 101)
    write("trailer_of_jpegs.jpg", jpeg + jpeg * 120)
    write("progressive_trailer_of_scans.jpg", tool("cjpeg", "-progressive", stdin=source) + scan * 101)
    for name, data in kinds.items():
        unended = data[:-2]
        write(f"{name}_no_end_zeros.jpg", unended + bytes(64))
        write(f"{name}_no_end_text.jpg", unended + b"a trailer of nobody knows what, with some bytes")
        write(f"{name}_no_end_fill.jpg", unended + b"\xff" * 9)
        for marker in (0x01, 0xC9, 0xD0, 0xDA, 0xE1, 0xFE):
            write(f"{name}_end_{marker:02x}.jpg", unended + bytes([0xFF, marker]))
        write(f"{name}_first_end_tables.jpg", b"\xff\xd8\xff\xd9" + data)
    at = jpeg.index(scan)
    for length in (0, 1):
        for marker in (0xE0, 0xE1, 0xE2, 0xEE, 0xFE, 0xDC):
            short = bytes([0xFF, marker, 0, length])
            write(f"short_{marker:02x}_{length}_first.jpg", jpeg[:2] + short + jpeg[2:])
            write(f"short_{marker:02x}_{length}_last.jpg", jpeg[:at] + short + jpeg[at:])
    segments, place = [], 2
    while place < at:
        length = 2 + struct.unpack(">H", jpeg[place + 2 : place + 4])[0]
        segments.append(jpeg[place : place + length])
        place += length
    tables = [s for s in segments if s[1] in (0xDB, 0xC4)]
    others = [s for s in segments if s[1] not in (0xDB, 0xC4)]
    write("tables_first.jpg", b"\xff\xd8" + b"".join(tables) + b"\xff\xdd\0\4\0\1\xff\xd9\xff\xd8"
          + b"".join(others) + jpeg[at:])
    bare = replace_segment(jpeg, 0xE0, None)
    adobe = replace_segment(bare, 0xEE, b"Adobe\0\x64\0\0\0\0\0")
    for length in range(7, 17):
        jfif = (b"JFIF\0\1\1\0\0\1\0\1\0\0" + bytes(9))[:length]
        write(f"jfif_{length}_bytes.jpg", replace_segment(adobe, 0xE0, jfif))
    for kind in (1, 3, 4, 7, 8, 9):
        value = {3: "HH", 4: "I", 8: "hH", 9: "i"}.get(kind, "B3x")
        values = (6, 0) if value in ("HH", "hH") else (6,)
        block = b"II*\0" + struct.pack("<IHHHI", 8, 1, 0x0112, kind, 1) + struct.pack("<" + value, *values)
        write(f"exif_type_{kind}.jpg", replace_segment(bare, 0xE1, b"Exif\0\0" + block + bytes(4)))
    exif = lambda o: b"\xff\xe1\0\x22Exif\0\0II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, o, 0, 0)
    write("two_exif.jpg", bare[:2] + exif(6) + exif(3) + bare[2:])
    for name, options in (("sequential", []), ("progressive", ["-progressive"]), ("gray", ["-grayscale"]),
                          ("444", ["-sample", "1x1"]), ("restart", ["-restart", "2"])):
        write(f"arithmetic_{name}.jpg", tool("cjpeg", "-arithmetic", *options, stdin=source))
    write("arithmetic_cmyk.jpg", tool("jpegtran", "-arithmetic", stdin=inks.getvalue()))


def found_bmps():
    at_palette = lambda data, header: data[:10] + struct.pack("<I", 14 + header) + data[14:]
    for bits in (1, 4, 8):
        palette = RNG.integers(0, 255, (1 << bits, 4), "u1")
        rows = pack(samples(29, 26, 1, (1 << bits) - 1), bits)
        for header in (40, 64, 124):
            data = bmp(29, 26, bits, rows, palette.tobytes(), header=header)
            write(f"offset_of_palette_{bits}_{header}.bmp", at_palette(data, header))
        data = bmp(29, 26, bits, rows, palette.tobytes())
        write(f"no_offset_{bits}.bmp", data[:10] + bytes(4) + data[14:])
        write(f"bare_{bits}.bmp", data[14:])
        write(f"bare_os2_{bits}.bmp", bmp(29, 26, bits, rows, palette[:, :3].tobytes(), header=12)[14:])
        few = (1 << bits) - 1
        data = bmp(29, 26, bits, pack(samples(29, 26, 1, few - 1), bits), palette[:few].tobytes(), colors=few)
        write(f"offset_of_palette_{bits}_few.bmp", at_palette(data, 40))
    words = RNG.integers(0, 1 << 16, (26, 29), "u2").astype("<u2").view("u1")
    for bits, rows in ((16, words), (24, pack(samples(29, 26, 3), 8)), (32, pack(samples(29, 26, 4), 8))):
        write(f"bare_{bits}.bmp", bmp(29, 26, bits, rows)[14:])
    for bits, width in ((1, 29), (4, 29), (8, 29), (16, 29), (24, 29), (24, 30), (24, 31)):
        palette = RNG.integers(0, 255, (1 << bits, 4), "u1").tobytes() if bits <= 8 else b""
        rows = RNG.integers(0, 255, (26, (width * bits + 7) // 8), "u1")
        for height in (26, -26):
            data = bmp(width, height, bits, rows, palette)
            for cut in range(1, -rows.shape[1] % 4 + 1):
                write(f"cut_padding_{bits}_{width}_{height}_{cut}.bmp", data[:-cut])
    masks = {16: (0xF800, 0x7E0, 0x1F, 0), 32: (0xFF, 0xFF00, 0xFF0000, 0xFF000000)}
    for bits, rows in ((8, pack(samples(29, 26, 1), 8)), (16, words), (24, pack(samples(29, 26, 3), 8)),
                       (32, pack(samples(29, 26, 4), 8))):
        palette = RNG.integers(0, 255, (256, 4), "u1").tobytes() if bits == 8 else b""
        for header in (52, 56):
            name = f"header_{header}_{bits}.bmp"
            write(name, bmp(29, 26, bits, rows, palette, header=header))
            TWINS[name] = bmp(29, 26, bits, rows, palette)
            if bits in masks and not (bits == 32 and header == 52):  # alpha has no mask there
                name = f"header_{header}_{bits}_masks.bmp"
                fields = struct.pack("<IIII", *masks[bits])
                write(name, bmp(29, 26, bits, rows, masks=fields[: header - 40], compression=3, header=header))
                TWINS[name] = bmp(29, 26, bits, rows, masks=fields, compression=3, header=124)


def retagged(data, tags):
    """A TIFF with other tags for some fields, or without them; their values stay."""
    order = "<" if data[:2] == b"II" else ">"
    start = struct.unpack(order + "I", data[4:8])[0]
    count = struct.unpack(order + "H", data[start : start + 2])[0]
    end = start + 2 + 12 * count
    fields = [data[at : at + 12] for at in range(start + 2, end, 12)]
    tag = lambda field: struct.unpack(order + "H", field[:2])[0]
    kept = [struct.pack(order + "H", tags.get(tag(f), tag(f))) + f[2:] for f in fields
            if tags.get(tag(f), 0) is not None]
    directory = struct.pack(order + "H", len(kept)) + b"".join(sorted(kept, key=tag)) + bytes(4)
    return data[:start] + directory.ljust(end + 4 - start, b"\0") + data[end + 4 :]


def found_tiffs():
    for kind, order in ((1, "<"), (1, ">"), (2, "<"), (7, ">"), (4, "<"), (4, ">"), (8, "<"), (9, ">")):
        for orientation in (6, 8):
            data = tiff(samples(30, 25, 3), 8, 2, order, tags=[(274, 3, [orientation])])
            at = data.rindex(struct.pack(order + "HH", 274, 3))
            value = {4: "I", 8: "hH", 9: "i"}.get(kind, "B3x")
            values = (orientation, 0) if value == "hH" else (orientation,)
            field = struct.pack(order + "HHI", 274, kind, 1) + struct.pack(order + value, *values)
            name = f"orientation_{orientation}_type_{kind}_{'le' if order == '<' else 'be'}.tiff"
            write(name, data[:at] + field + data[at + 12 :])
    plain = OUT / "plain"
    for name, data in (("rgb", tiff(samples(50, 41, 3), 8, 2)), ("gray", tiff(samples(50, 41, 1), 8, 1)),
                       ("deep", tiff(samples(50, 41, 3, 65535), 16, 2, ">"))):
        plain.write_bytes(data)
        for compression in ("lzw", "zip:2", "packbits", "jpeg"):
            if name == "deep" and compression == "jpeg":
                continue
            target = OUT / f"{name}_{compression.replace(':', '_predictor')}.part"
            tool("tiffcp", "-t", "-w", "16", "-l", "16", "-c", compression, plain, target)
            write(f"sgi_{target.stem}.tiff", retagged(target.read_bytes(), {324: 273, 325: 279}))
            tool("tiffcp", "-s", "-r", "48", "-c", compression, plain, target)
            write(f"no_counts_{target.stem}.tiff", retagged(target.read_bytes(), {279: None}))
            tool("tiffcp", "-8", "-s", "-r", "16", "-c", compression, plain, OUT / f"big_{target.stem}.tiff")
            target.unlink()
    for width in (30, 64, 200):
        for white in (0, 1):
            plain.write_bytes(tiff((samples(width, 40, 1) > 127).astype("u2"), 1, white))
            for compression in ("g3:1d", "g3:2d", "g3:1d:fill", "g3:2d:fill", "g4"):
                for order in ("msb2lsb", "lsb2msb"):
                    name = f"fax_{compression.replace(':', '_')}_{width}_{white}_{order}.tiff"
                    tool("tiffcp", "-s", "-r", "16", "-f", order, "-c", compression, plain, OUT / name)
    plain.unlink()
    bilevel = Image.fromarray(samples(70, 40, 1)[..., 0] > 127)
    for compression in ("tiff_ccitt", "group3", "group4"):
        save(f"fax_{compression}.tiff", bilevel, compression=compression)
    for order, name in (("<", "le"), (">", "be")):
        for photometric, kind, values in (
            (0, 3, RNG.normal(120, 200, (25, 30)).astype(order + "f4")),
            (1, 3, RNG.normal(120, 200, (25, 30)).astype(order + "f4")),
            (1, 2, RNG.integers(-300, 600, (25, 30)).astype(order + "i4")),
            (1, 1, RNG.integers(0, 600, (25, 30)).astype(order + "u4"))):
            words = values.view("u1").view(order + "u2").astype("u2")
            data = tiff(words.reshape(25, 60, 1), 16, photometric, order, rows_per_strip=25,
                        tags=[(339, 3, [kind])])
            data = resized(data, order, 30, 32)
            write(f"gray32_format{kind}_{photometric}_{name}.tiff", data)
    values = RNG.integers(0, 600, (25, 30)).astype(">u2")
    bits = np.unpackbits(values.view("u1").reshape(25, 30, 2), axis=-1)[..., 4:]
    packed = np.packbits(bits.reshape(25, -1), axis=-1)
    data = tiff(packed.reshape(25, 45, 1), 8, 1, rows_per_strip=25)
    write("gray12.tiff", resized(data, "<", 30, 12))


def resized(data, order, width, bits):
    """A TIFF whose width and bits a sample are named anew."""
    for tag, value in ((256, width), (258, bits)):
        at = data.rindex(struct.pack(order + "HH", tag, 4 if tag == 256 else 3))
        place = struct.pack(order + ("I" if tag == 256 else "HH"), *((value,) if tag == 256 else (value, 0)))
        data = data[: at + 8] + place + data[at + 12 :]
    return data


def found_pngs():
    palette = RNG.integers(0, 256, 768, "u1").tobytes()
    for length in (1, 100, 769, 3000):
        write(f"suggested_palette_{length}.png", png(samples(25, 26, 3), 8, 2, extra=[(b"PLTE", (palette * 4)[:length])]))
    for length in (1, 2, 121, 770):
        write(f"palette_of_{length}.png", png(samples(25, 26, 1), 8, 3, extra=[(b"PLTE", (palette * 2)[:length])]))
    for bits in (1, 2, 4, 8):
        write(f"no_palette_{bits}.png", png(samples(25, 26, 1, (1 << bits) - 1), bits, 3))
    whole = png(samples(25, 26, 3), 8, 2)
    head, header, body = whole[:8], whole[8:33], whole[33:]
    indexed = png(samples(25, 26, 1), 8, 3, extra=[(b"PLTE", palette)])
    for kind in (b"tEXt", b"CgBI", b"PLTE", b"prIv"):
        name = kind.decode().lower()
        write(f"before_header_{name}.png", head + png_chunk(kind, b"a\0bcde") + header + body)
        write(f"before_header_{name}_indexed.png", head + png_chunk(kind, b"a\0bcde") + indexed[8:])
    write("long_header.png", head + png_chunk(b"IHDR", header[8:21] + b"\0") + body)
    write("two_headers.png", head + png_chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 2, 0, 0, 0)) + header + body)
    exif = lambda o, kind=3: b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, kind, 1, o, 0, 0)
    key = b"Raw profile type exif\0"

    def profile(orientation):
        text = (b"Exif\0\0" + exif(orientation)).hex()
        lines = [text[i : i + 72] for i in range(0, len(text), 72)]
        return "\n".join(["", "exif", f"{len(text) // 2:8d}", *lines, ""]).encode()

    xmp = lambda o: b"XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation=\"%d\"/>" % o
    chunks = {
        "text": png_chunk(b"tEXt", key + profile(6)),
        "compressed": png_chunk(b"zTXt", key + b"\0" + zlib.compress(profile(8))),
        "international": png_chunk(b"iTXt", key + b"\1\0en\0t\0" + zlib.compress(profile(3))),
        "text_and_exif": png_chunk(b"tEXt", key + profile(6)) + png_chunk(b"eXIf", exif(5)),
        "xmp": png_chunk(b"iTXt", xmp(6)),
        "xmp_element": png_chunk(b"iTXt", xmp(6)[:22] + b"tiff:Orientation <tiff:Orientation>8<"),
        "xmp_and_exif": png_chunk(b"iTXt", xmp(6)) + png_chunk(b"eXIf", exif(3)),
        "xmp_and_empty_exif": png_chunk(b"iTXt", xmp(6)) + png_chunk(b"eXIf", exif(3, 99)),
        "long": png_chunk(b"eXIf", exif(6, 4)),
        "byte": png_chunk(b"eXIf", exif(6, 1)),
    }
    for name, chunk in chunks.items():
        write(f"orientation_{name}_before.png", head + header + chunk + body)
        write(f"orientation_{name}_behind.png", head + header + body[:-12] + chunk + body[-12:])
    write("orientation_both.png", head + header + png_chunk(b"eXIf", exif(3)) + body[:-12]
          + png_chunk(b"eXIf", exif(6)) + body[-12:])


def found_gifs():
    colors = RNG.integers(0, 256, (256, 3), "u1").tobytes()
    for size in (0, 1, 12):
        frame = samples(37, 29, 1, min((1 << size) - 1, 255))[..., 0].astype("u1")
        data = gif((37, 29), frame, global_palette=colors)
        place = data.index(b",\0\0\0\0") + 10
        write(f"code_size_{size}.gif", data[:place] + clear_codes(frame.reshape(-1).tolist(), size) + b";")


def clear_codes(indices, size):
    """LZW of literals, with a clear code in front of every other one: no code ever grows."""
    out, buffer, count = bytearray(), 0, 0
    for i, index in enumerate(indices):
        for code in ([1 << size] if size and i % 2 == 0 else []) + [index]:
            buffer |= code << count
            count += size + 1
        while count >= 8:
            out.append(buffer & 255)
            buffer >>= 8
            count -= 8
    out += bytes([buffer & 255, 0])
    blocks = [out[i : i + 255] for i in range(0, len(out), 255)]
    return bytes([size]) + b"".join(bytes([len(b)]) + bytes(b) for b in blocks) + b"\0"


# What Pillow makes of them


def square(image):
    width, height = image.size
    short = min(width, height)
    size = tuple(EDGE if e == short else int(EDGE * e / short) for e in (width, height))
    left, top = (size[0] - EDGE) // 2, (size[1] - EDGE) // 2
    resized = image.resize(size, Image.Resampling.BICUBIC)
    return resized.crop((left, top, left + EDGE, top + EDGE))


def digest(image):
    return hashlib.sha256(image.tobytes()).hexdigest()


def main():
    for make in (jpegs, pngs, gifs, bmps, tiffs, webps,
                 found_jpegs, found_bmps, found_tiffs, found_pngs, found_gifs):
        make()
    lines = [f"# Pillow {PIL.__version__}"]
    for path in sorted(OUT.iterdir()):
        source = io.BytesIO(TWINS.get(path.name, path.read_bytes()))
        try:
            image = Image.open(source).convert("RGB")
        except Exception as failure:
            print(f"{path.name}: Pillow fails: {failure}", file=sys.stderr)
            path.unlink()
            continue
        # TIFF applies its tag on load.
        upright = image if path.suffix == ".tiff" else ImageOps.exif_transpose(Image.open(source)).convert("RGB")
        lines.append("\t".join(map(str, (path.name, *image.size, digest(image), digest(upright), digest(square(image))))))
    (OUT / "expected.tsv").write_text("\n".join(lines) + "\n")
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(OUT.iterdir()):
            # A fixed date, so that the same pictures give the same archive.
            archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
            path.unlink()
    OUT.rmdir()


main()
