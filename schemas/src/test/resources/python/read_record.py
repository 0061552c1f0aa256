"""Prints one record as JSON: read_record.py SCHEMA.avsc PAYLOAD (needs Debian's python3-avro)."""
import datetime
import io
import json
import sys

import avro.io
import avro.schema


def read(payload, schema):
    if payload[:2] == b"\xc3\x01":  # single-object encoding: 8 bytes of fingerprint follow
        start, writer = 10, "fingerprint " + payload[2:10].hex()
    elif payload[:1] == b"\x00":  # Confluent: 4 bytes of schema id follow, big-endian
        start, writer = 5, "schema id %d" % int.from_bytes(payload[1:5], "big")
    else:
        raise ValueError("neither framing: starts with " + payload[:2].hex())
    body = io.BytesIO(payload[start:])
    record = avro.io.DatumReader(schema).read(avro.io.BinaryDecoder(body))
    if body.read():
        raise ValueError("bytes follow the record")
    return writer, record


def plain(value):
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="milliseconds")
    raise TypeError(type(value))


with open(sys.argv[1]) as schema_file, open(sys.argv[2], "rb") as payload_file:
    schema = avro.schema.parse(schema_file.read())
    writer, record = read(payload_file.read(), schema)
print(json.dumps({"writer": writer, "record": record}, default=plain))
