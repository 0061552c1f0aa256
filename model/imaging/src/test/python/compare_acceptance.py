"""Compares which mutants Pillow opens with which ones the imaging package opens.

    mvn -o verify -Phostile -pl model -Dit.test=ImagesHostileIT -Dtest.jvm.args="-Xmx1g -Dhostile.mutants=6000 -Dhostile.folder=/tmp/mutants"
    python3 compare_acceptance.py /tmp/mutants

Prints a table by format, and the disagreements grouped by format, side and reason.
"""

import collections
import io
import pathlib
import re
import sys
import warnings

from PIL import Image, ImageFile

OURS = {"JPEG", "PNG", "GIF", "BMP", "DIB", "TIFF", "WEBP", "MPO"}


def pillow(content):
    """None if the picture opens, else why not."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(content))
            if image.format not in OURS:
                return "format " + image.format
            image.convert("RGB")
            return None
    except Exception as e:  # Pillow raises what its plugins stumble over
        return type(e).__name__ + ": " + str(e)


def main(folder):
    Image.MAX_IMAGE_PIXELS = 1 << 26
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
    table = collections.Counter()
    reasons = collections.defaultdict(list)
    for line in (folder / "endings.tsv").read_text(errors="replace").splitlines():
        if "\t" not in line:
            continue
        name, fault, message = (line.split("\t") + [""])[:3]
        theirs = pillow((folder / name).read_bytes())
        group = name.rsplit(".", 1)[1]
        ours = fault == "null"
        table[group, ours, theirs is None] += 1
        if ours != (theirs is None):
            reason = (theirs if ours else fault + " " + message)
            reasons[group, "only here" if ours else "only Pillow", re.sub(r"\d+", "#", reason)[:110]].append(name)
    print(f"{'format':10}{'both':>8}{'neither':>9}{'only here':>11}{'only Pillow':>13}")
    for group in sorted({key[0] for key in table}):
        cells = [table[group, o, t] for o, t in ((True, True), (False, False), (True, False), (False, True))]
        print(f"{group:10}{cells[0]:8}{cells[1]:9}{cells[2]:11}{cells[3]:13}")
    for (group, side, reason), names in sorted(reasons.items(), key=lambda item: (item[0][:2], -len(item[1]))):
        print(f"{len(names):5} {group:6} {side:12} {reason}  e.g. {', '.join(names[:3])}")


main(pathlib.Path(sys.argv[1]))
