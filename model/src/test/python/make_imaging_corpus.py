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
    for make in (jpegs, pngs, gifs, bmps, tiffs, webps):
        make()
    lines = [f"# Pillow {PIL.__version__}"]
    for path in sorted(OUT.iterdir()):
        try:
            image = Image.open(path).convert("RGB")
        except Exception as failure:
            print(f"{path.name}: Pillow fails: {failure}", file=sys.stderr)
            path.unlink()
            continue
        # TIFF applies its tag on load.
        upright = image if path.suffix == ".tiff" else ImageOps.exif_transpose(Image.open(path)).convert("RGB")
        lines.append("\t".join(map(str, (path.name, *image.size, digest(image), digest(upright), digest(square(image))))))
    (OUT / "expected.tsv").write_text("\n".join(lines) + "\n")
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(OUT.iterdir()):
            # A fixed date, so that the same pictures give the same archive.
            archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
            path.unlink()
    OUT.rmdir()


main()
