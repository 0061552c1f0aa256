"""Writes model/runtime/src/test/resources/clip-bpe-prose: a vocabulary of our own, and ids of texts.

    python3 model/runtime/src/test/python/clip_bpe_cases.py model/runtime/src/test/resources/clip-bpe-prose TEXT...

The vocabulary's merges are learned from the text files that are named (the project's own prose).
The ids of the texts below are found by the plainest byte-pair encoding there is: of all pairs of a
word that have a merge the one of lowest rank, every occurrence of it from left to right, again and
again. Nothing here knows how the Java code does it; only what CLIP does, from its description:
NFC, lower case, words, bytes, merges. Python's standard library alone, 3.8 or later.
"""

import collections
import json
import pathlib
import sys
import unicodedata

MERGES = 3000
CONTEXT = 77
START, END = "<|startoftext|>", "<|endoftext|>"
CONTRACTIONS = ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d")


def symbols_of_bytes():
    """A printable character for each byte: its own where it has one, else from U+0100 on."""
    printed = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table = {value: chr(value) for value in printed}
    for value in range(256):
        if value not in table:
            table[value] = chr(256 + len(table) - len(printed))
    return printed, table


PRINTED, SYMBOLS = symbols_of_bytes()


def alphabet():
    order = PRINTED + [value for value in range(256) if value not in PRINTED]
    inside = [SYMBOLS[value] for value in order]
    return inside + [symbol + "</w>" for symbol in inside]


def is_letter(character):
    return unicodedata.category(character).startswith("L")


def is_number(character):
    return unicodedata.category(character).startswith("N")


def words(text):
    text = "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in text)
    text = unicodedata.normalize("NFC", text).lower()
    found = []
    at = 0
    while at < len(text):
        rest = text[at:]
        # Ignoring case, a long s is an s.
        folded = rest[:3].replace("\u017f", "s")
        special = next((t for t in (START, END) if rest.startswith(t)), None)
        contraction = next((c for c in CONTRACTIONS if folded.startswith(c)), None)
        if special:
            length = len(special)
        elif contraction:
            length = len(contraction)
        elif is_letter(rest[0]):
            length = run(rest, is_letter)
        elif is_number(rest[0]):
            length = 1
        elif rest[0].isspace():
            at += 1
            continue
        else:
            length = run(rest, lambda c: not (is_letter(c) or is_number(c) or c.isspace()))
        found.append(rest[:length])
        at += length
    return found


def run(text, belongs):
    length = 0
    while length < len(text) and belongs(text[length]):
        length += 1
    return length


def pieces(word):
    parts = [SYMBOLS[value] for value in word.encode("utf-8")]
    parts[-1] += "</w>"
    return parts


def merged(parts, pair):
    result = []
    at = 0
    while at < len(parts):
        if at + 1 < len(parts) and (parts[at], parts[at + 1]) == pair:
            result.append(parts[at] + parts[at + 1])
            at += 2
        else:
            result.append(parts[at])
            at += 1
    return result


def learn(text, count):
    """The most frequent pair of neighbours, the first in order of characters among equals."""
    counts = collections.Counter(word for word in words(text) if word not in (START, END))
    parts = {word: pieces(word) for word in counts}
    merges = []
    while len(merges) < count:
        pairs = collections.Counter()
        for word, times in counts.items():
            for pair in zip(parts[word], parts[word][1:]):
                pairs[pair] += times
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        if pairs[best] < 2:
            break
        merges.append(best)
        for word in parts:
            if best[0] in parts[word]:
                parts[word] = merged(parts[word], best)
    return merges


def encode(text, ids, ranks):
    result = [ids[START]]
    for word in words(text):
        if word in (START, END):
            result.append(ids[word])
            continue
        parts = pieces(word)
        while True:
            ranked = [ranks[p] for p in zip(parts, parts[1:]) if p in ranks]
            if not ranked:
                break
            parts = merged(parts, min(p for p in zip(parts, parts[1:]) if ranks.get(p) == min(ranked)))
        result.extend(ids[part] for part in parts)
    return result[: CONTEXT - 1] + [ids[END]]


TEXTS = [
    "a photo of a dog",
    "A Photo of a DOG!!",
    "a  red   circle\tand a blue square\n",
    "it's the stream's record, isn't it?",
    "3 checkpoints & 14 partitions \u2014 100% real",
    "na\u00efve caf\u00e9 \u00fcber Stra\u00dfe",
    "cafe\u0301 and caf\u00e9",
    "\u65e5\u672c\u8a9e\u306e\u5199\u771f",
    "\u0441\u043e\u0431\u0430\u043a\u0430 \u03a3\u039f\u03a6\u039f\u03a3 \u03a3 \u03b1\u03a3\u03b1 \u05db\u05dc\u05d1",
    "\U0001f600 a smiling face \U0001f44d\U0001f3fd",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 family",
    "supercalifragilisticexpialidocious",
    "antidisestablishmentarianism transactional preprocessing unsupported",
    "http://example.com/a?b=c&d=%20#e",
    "",
    "   ",
    "\u2003\u00a0\u3000\u2028",
    "a" * 60,
    "ab" * 40,
    "the" * 30,
    "ininininin enenenen ererer stststst",
    "<|startoftext|> tricky <|endoftext|> text",
    "<|ENDOFTEXT|>once<|StartOfText|>more",
    "!!<|endoftext|> x<|endoftext|>",
    "<|endoftext <|startoftext|",
    "x_y-z (v2.0) [ok] {json}",
    "\uff26\uff35\uff2c\uff2c width",
    "\u00e9 vs e\u0301 vs \u00c9 vs E\u0301",
    "I'll we've you're he'd I'm CAN'T DON'T It'S",
    "'s 's' ''s s's 'sx 'r 'v 'l",
    "it'\u017f a long s",
    "1234567890",
    "\u0661\u0662\u0663 \u00bd \u2167 \u00b2 a1b2",
    "\u00a0nbsp\u200bzero\ufeffmark",
    "\u0000nul\u0007bell\u001besc\u007fdel",
    "\u0130stanbul I\u0307 \u0131",
    "z\u0335\u0321\u0328a\u0337l\u0336g\u0338o",
    "\u1100\u1161\u11a8 \uac01",
    "\ud800 lone \udfff",
    "\U00010400\U00010428 deseret \U0001d400 bold",
    "dead letter, exactly once; a transaction of the sink: committed.",
    "image-embeddings\u2026 \u201cquoted\u201d \u2018single\u2019 it\u2019s",
    "a photo of " + "very " * 100 + "tired dog",
    "word" * 100,
    ". . . .... ..",
    "-" * 200,
    "caption\r\ncaption\x0bcaption\x0ccaption\x1ccaption\x85caption",
]


def main():
    target = pathlib.Path(sys.argv[1])
    if len(sys.argv) > 2:
        text = "\n".join(pathlib.Path(name).read_text(encoding="utf-8") for name in sys.argv[2:])
        merges = learn(text, MERGES)
        tokens = alphabet() + [left + right for left, right in merges] + [START, END]
        ids = {token: index for index, token in enumerate(tokens)}
        target.mkdir(parents=True, exist_ok=True)
        (target / "vocab.json").write_text(
            json.dumps(ids, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        (target / "merges.txt").write_text(
            "#version: 0.2\n" + "".join(f"{left} {right}\n" for left, right in merges),
            encoding="utf-8")
    ids = json.loads((target / "vocab.json").read_text(encoding="utf-8"))
    lines = (target / "merges.txt").read_text(encoding="utf-8").split("\n")[1:-1]
    ranks = {tuple(line.split(" ")): rank for rank, line in enumerate(lines)}
    cases = [{"text": text, "ids": encode(text, ids, ranks)} for text in TEXTS]
    out = pathlib.Path(sys.argv[1]) / "cases.json"
    out.write_text(
        json.dumps({"context_length": CONTEXT, "cases": cases}, indent=1) + "\n", encoding="utf-8")
    print(len(ids), "tokens,", len(ranks), "merges,", len(cases), "cases")


main()
