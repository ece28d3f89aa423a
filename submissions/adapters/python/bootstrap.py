"""Runs inside the sandbox: loads one submission and answers calls that come on file descriptor 4, on 3 (the format is in assay_child/frames.py).

Run as: python3 -s -B -X utf8 bootstrap.py <entry> <folder> <beside>. The entry is a .py file, the .json list of cells that
the notebook adapter writes, or the .networks.json of declared networks; <beside> is the folder in the submission that modules are imported from first. Everything this program needs is imported before the submission's folder joins sys.path,
so that a json.py or a numpy.py of the student's shadows nothing here.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [folder for folder in sys.path if os.path.abspath(folder) != HERE]  # -I and -P leave it out already
sys.path.insert(0, HERE)
from assay_child import answer, frames, load, network, no_gpu, stand_in  # noqa: E402
from assay_child.decode import numpy  # noqa: E402

if sys.argv[1].endswith('.networks.json'):  # nobody else pays for what it imports
    from assay_child import declared

sys.path.pop(0)


def runtime():
    version = 'python ' + '.'.join(str(part) for part in sys.version_info[:3])
    return version if numpy is None else version + ', numpy ' + str(numpy.__version__)


def opened(entry, folder):
    if entry.endswith('.networks.json'):
        return declared.load_networks(entry, folder)
    return load.cells(entry, folder) if entry.endswith('.json') else load.file(entry, folder)


def main():
    entry, folder = os.path.realpath(sys.argv[1]), os.path.realpath(sys.argv[2])
    channel = frames.Channel(3, 4)
    if not channel.started():
        return
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding='utf-8', errors='backslashreplace', line_buffering=True)
    stand_in.install()
    network.refuse()
    no_gpu.install()
    load.places.extend(sorted({folder, sys.argv[2]}, key=len, reverse=True))
    beside = os.path.join(folder, sys.argv[3])
    sys.argv = [entry]
    # As `python src/submission.py` does, and as from the folder itself.
    sys.path[:0] = dict.fromkeys([os.path.normpath(beside), folder])
    try:
        loaded = opened(entry, folder)
    except BaseException as error:  # a module may raise anything, SystemExit included
        channel.send(frames.LOAD_ERROR, load.load_error(error, folder))
        return
    channel.send(frames.READY, {'entries': loaded.entries(), 'runtime': runtime()})
    while True:
        request = channel.receive()
        if request is None:
            return
        answer.answer_all(channel, loaded, request)


if __name__ == '__main__':
    code = 0
    try:
        main()
    except BaseException as error:  # ours: nothing of the submission's is let through
        code = 70
        sys.__excepthook__(type(error), error, error.__traceback__)
    answer.flush_output()
    os._exit(code)  # a thread or an exit handler of the submission's must not keep the process
