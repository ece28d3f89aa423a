"""Frames on the channel to the grading process: a header of 32 bytes, then JSON, then the raw bytes of tensors."""

import json
import os
import struct

MAGIC = 0x31595341  # 'ASY1' in little-endian order
CALL, RESULT, LOAD_ERROR, READY, BYE, ALIVE, START = 1, 2, 3, 4, 5, 6, 7
MAX_JSON = 64 * 1024
MAX_BIN = 64 * 1024 * 1024
HEADER = struct.Struct('<IBBHII16s')
NO_NONCE = bytes(16)

_dumps = json.JSONEncoder(separators=(',', ':'), ensure_ascii=False).encode


def encode_json(value):
    """UTF-8 bytes. Half of a surrogate pair, which has no UTF-8 form, becomes a question mark."""
    return _dumps(value).encode('utf-8', 'replace')


class Request:
    def __init__(self, nonce, body, data):
        self.nonce, self.body, self.data = nonce, body, data


class Channel:
    def __init__(self, answers, requests):
        for descriptor in (answers, requests):
            os.set_inheritable(descriptor, False)
        self._answers = open(answers, 'wb', buffering=0, closefd=False)
        self._requests = open(requests, 'rb', buffering=0, closefd=False)

    def _read(self, size):
        """Exactly `size` bytes, or None when the other end is gone."""
        data = bytearray(size)
        view, done = memoryview(data), 0
        while done < size:
            got = self._requests.readinto(view[done:])
            if not got:
                return None
            done += got
        return data

    def started(self):
        """Says that this process is there and waits for START; False when the other end is gone: then nothing may be loaded."""
        try:
            self.send(ALIVE, {})
        except OSError:
            return False
        header = self._read(HEADER.size)
        if header is None:
            return False
        magic, kind, _flags, _reserved, json_length, _bin_length, _nonce = HEADER.unpack(header)
        return magic == MAGIC and kind == START and json_length <= MAX_JSON and self._read(json_length) is not None

    def receive(self):
        """The next CALL, or None when there is nothing more to do."""
        header = self._read(HEADER.size)
        if header is None:
            return None
        magic, kind, _flags, _reserved, json_length, bin_length, nonce = HEADER.unpack(header)
        if magic != MAGIC or kind != CALL or json_length > MAX_JSON or bin_length > MAX_BIN:
            return None
        body, data = self._read(json_length), self._read(bin_length)
        if body is None or data is None:
            return None
        return Request(nonce, json.loads(body.decode('utf-8')), bytes(data))

    def send(self, kind, body, chunks=(), nonce=NO_NONCE):
        """`body` is a value for JSON or bytes that are JSON already. One write: each costs more than copying what most chunks hold."""
        text = body if isinstance(body, bytes) else encode_json(body)
        header = HEADER.pack(MAGIC, kind, 0, 0, len(text), sum(map(len, chunks)), nonce)
        self._write(b''.join([header, text, *chunks]))

    def _write(self, data):
        view = memoryview(data)
        while len(view):
            view = view[self._answers.write(view):]
