"""Answers one CALL: every argument list in turn, in as few frames as the limits allow."""

import opcode
import sys
import types
from time import monotonic

from . import frames
from .decode import changed, decode, snapshot
from .encode import Encoder
from .load import cause_of_lack, described, own_file
from .refuse import BadValue

FLUSH_JSON = 24 * 1024
FLUSH_BIN = 8 * 1024 * 1024
FLUSH_SECONDS = 0.5
MAX_ANSWER_JSON = frames.MAX_JSON - 1024
VARIABLE = '(variable)'  # asked for by this name instead of a function's
RAISE = opcode.opmap['RAISE_VARARGS']


class Results:
    """Answers not yet sent."""

    def __init__(self, channel, nonce):
        self.channel, self.nonce = channel, nonce
        self.clear()

    def clear(self):
        self.texts, self.chunks, self.json_size, self.bin_size, self.since = [], [], 0, 0, monotonic()

    def add(self, answer, encoder):
        text = self.placed(answer, encoder)
        if len(text) > MAX_ANSWER_JSON:
            encoder = Encoder()
            text = frames.encode_json(bad_value(BadValue('at most 64 KiB besides arrays', '%d KiB' % (len(text) >> 10), 'return value')))
        elif self.texts and (self.json_size + len(text) > MAX_ANSWER_JSON or self.bin_size + 8 + encoder.size > frames.MAX_BIN):
            self.flush()
            text = self.placed(answer, encoder)
        if encoder.size:
            self.chunks.append(bytes(-self.bin_size % 8))
            self.chunks.extend(encoder.chunks)
            self.bin_size += -self.bin_size % 8 + encoder.size
        self.texts.append(text)
        self.json_size += len(text) + 1
        if self.json_size > FLUSH_JSON or self.bin_size > FLUSH_BIN or monotonic() - self.since > FLUSH_SECONDS:
            self.flush()

    def placed(self, answer, encoder):
        """JSON of the answer, with its tensors behind the bytes that wait already."""
        start = self.bin_size + -self.bin_size % 8
        for tensor in encoder.tensors:
            tensor['off'] += start - encoder.start
        encoder.start = start
        return frames.encode_json(answer)

    def flush(self):
        if self.texts:
            flush_output()
            body = b'{"answers":[' + b','.join(self.texts) + b']}'
            self.channel.send(frames.RESULT, body, self.chunks, self.nonce)
            self.clear()


def answer_all(channel, loaded, request):
    results = Results(channel, request.nonce)
    name = request.body['fn']
    function = loaded.find(name)
    for arguments in request.body['calls']:
        encoder = Encoder()
        if name == VARIABLE:
            answer = variable(loaded, arguments, request.data, encoder)
        elif function is None:
            answer = missing(name, loaded)
        else:
            answer = call(loaded, function, arguments, request.data, encoder)
        if 'e' in answer:
            encoder = Encoder()
        results.add(answer, encoder)
    results.flush()


def call(loaded, function, arguments, data, encoder):
    try:
        values = [decode(argument, data) for argument in arguments]
        before = [snapshot(value) for value in values]
        value = function(*values)
        if isinstance(value, types.CoroutineType):
            import asyncio
            value = asyncio.run(value)
        answer = {'v': encoder.encode(value)}
        mutated = [index for index, old in enumerate(before) if changed(values[index], old)]
        return {**answer, 'm': mutated} if mutated else answer
    except BadValue as refused:
        return bad_value(refused)
    except BaseException as error:  # SystemExit and KeyboardInterrupt are answers like any other
        return {'e': exception(error, loaded.folder)}


def variable(loaded, arguments, data, encoder):
    """What a variable of the submission holds when all of it has been run."""
    try:
        name = decode(arguments[0], data)
        found = loaded.variable(name)
        if found is not None:
            return {'v': encoder.encode(found)}
        stopped = cause_of_lack(name)
        # A package that this machine lacks is no fault of the student's: whoever asks has to know.
        return {'e': exception(stopped, loaded.folder)} if isinstance(stopped, ImportError) else {'e': {'kind': 'missing-entry'}}
    except BadValue as refused:
        return bad_value(refused)
    except BaseException as error:
        return {'e': exception(error, loaded.folder)}


def bad_value(refused):
    return {'e': {'kind': 'bad-value', 'expected': refused.expected[:300], 'got': refused.got[:300], 'at': refused.at[:200]}}


def exception(error, folder):
    found = described(error, folder)
    return {'kind': 'not-implemented' if is_unfinished(error, found['message'], folder) else 'exception', **found}


def is_unfinished(error, message, folder):
    """Whether the student's own code says that it is not written yet. A library that lacks an operation for integers says almost the same."""
    if not isinstance(error, NotImplementedError) and 'not implemented' not in message.lower():
        return False
    step = error.__traceback__
    while step.tb_next is not None:
        step = step.tb_next
    code = step.tb_frame.f_code
    return own_file(code.co_filename, folder) is not None and code.co_code[step.tb_lasti] == RAISE


def missing(name, loaded):
    """A function that is not there. When a notebook cell that would define it stopped, that is the reason to show."""
    stopped = loaded.reason(name)
    if stopped is None:
        return {'e': {'kind': 'missing-entry'}}
    own, found = stopped
    return {'e': {'kind': 'exception', **found, 'message': '%s (in the %s that defines %s)' % (found['message'], loaded.unit, own)}}


def flush_output():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # closed or replaced by the submission
            pass
