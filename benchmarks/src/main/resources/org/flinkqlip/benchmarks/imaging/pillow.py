"""Times Pillow at what the imaging package does: decode, convert to RGB, bicubic resize of the
shortest edge to S, centre crop.

    python3 pillow.py --size 256 --repetitions 50 --warmup 5 a.jpg b.png ...

Files are read before the clock starts, and each is worked on in turn, so that a machine that slows
down does so for all. Prints one JSON object a line for each file, in order:

    file, bytes, width, height   of the picture as stored
    allMs                        decode + convert + resize + crop
    decodeMs                     decode + convert
    resizeMs                     resize + crop of the decoded picture
    sha256                       of the S x S x 3 bytes, rows, columns, RGB

Times are medians, in milliseconds of this thread's CPU time. They leave out the copy of the crop
into packed bytes, which Java's side does include.
"""

import argparse
import hashlib
import io
import json
import statistics
import sys
import time

try:
    import PIL
    from PIL import Image, features
except ImportError:
    sys.exit(
        "pillow.py: no Pillow in " + sys.executable + ": install it (Debian: apt install "
        "python3-pil; else pip install pillow) or choose another python3"
    )

# Its name since 9.1; the plain one is the older and, again since 9.4, the lasting one.
BICUBIC = getattr(Image, "Resampling", Image).BICUBIC


def decode(content):
    image = Image.open(io.BytesIO(content)).convert("RGB")
    image.load()
    return image


def square(image, size):
    """The shortest edge to `size`, the other rounded down; then the middle."""
    width, height = image.size
    short = min(width, height)
    new_width = size if width == short else int(size * width / short)
    new_height = size if height == short else int(size * height / short)
    if (new_width, new_height) != image.size:
        image = image.resize((new_width, new_height), BICUBIC)
    left, top = (new_width - size) // 2, (new_height - size) // 2
    return image.crop((left, top, left + size, top + size))


def timed(action, *arguments):
    start = time.thread_time_ns()
    result = action(*arguments)
    return (time.thread_time_ns() - start) / 1e6, result


class Trial:
    """One file and the times taken so far."""

    def __init__(self, path, size):
        self.path = path
        self.size = size
        with open(path, "rb") as file:
            self.content = file.read()
        self.decoded = decode(self.content)
        self.sha256 = hashlib.sha256(square(self.decoded, size).tobytes()).hexdigest()
        self.times = {"allMs": [], "decodeMs": [], "resizeMs": []}

    def run(self):
        # The whole is timed as a whole: its parts have warmer caches.
        everything, _ = timed(lambda: square(decode(self.content), self.size))
        decoding, _ = timed(decode, self.content)
        resizing, _ = timed(square, self.decoded, self.size)
        self.times["allMs"].append(everything)
        self.times["decodeMs"].append(decoding)
        self.times["resizeMs"].append(resizing)

    def forget(self):
        for times in self.times.values():
            times.clear()

    def report(self):
        figures = {name: round(statistics.median(v), 4) for name, v in self.times.items()}
        return {
            "file": self.path,
            "bytes": len(self.content),
            "width": self.decoded.width,
            "height": self.decoded.height,
            **figures,
            "repetitions": len(self.times["allMs"]),
            "sha256": self.sha256,
            "pillow": PIL.__version__,
            "libjpegTurbo": features.version("libjpeg_turbo"),
        }


def positive(text):
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(text + " is not positive")
    return value


def main():
    parser = argparse.ArgumentParser(description="Times Pillow; prints JSON lines.")
    parser.add_argument("files", nargs="+", metavar="FILE", help="an image")
    parser.add_argument("--size", type=positive, default=256, help="edge S of the output")
    parser.add_argument("--repetitions", type=positive, default=50, help="timed runs a file")
    parser.add_argument("--warmup", type=positive, default=5, help="untimed runs a file")
    options = parser.parse_args()

    # Freeing one large block teaches glibc to keep the memory of images, as a process that has
    # worked for a while does; otherwise page faults can double the time of a decode.
    bytearray(31 << 20)

    trials = []
    for path in options.files:
        try:
            trials.append(Trial(path, options.size))
        except (OSError, SyntaxError) as error:
            sys.exit("pillow.py: " + path + ": " + str(error) + ": give images that Pillow reads")
    for _ in range(options.warmup):
        for trial in trials:
            trial.run()
    for trial in trials:
        trial.forget()
    for _ in range(options.repetitions):
        for trial in trials:
            trial.run()
    for trial in trials:
        print(json.dumps(trial.report()), flush=True)


if __name__ == "__main__":
    main()
