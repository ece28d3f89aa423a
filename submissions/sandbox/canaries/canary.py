"""Tries to break out in small ways and prints, as one JSON object, for each attempt whether it came through and what it met.

Run by our side only, inside a sandbox and outside of any. The argument is JSON: see canaries.ts. Nothing is kept that it changes.
"""

import ctypes
import errno
import fcntl
import json
import os
import signal
import socket
import stat
import struct
import sys
import threading

TASK = json.loads(sys.argv[1])
LIBC = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    'x86_64': {'keyctl': 250, 'io_uring_setup': 425, 'userfaultfd': 323, 'process_vm_readv': 310, 'bpf': 321, 'io_setup': 206, 'io_destroy': 207},
    'aarch64': {'keyctl': 219, 'io_uring_setup': 425, 'userfaultfd': 282, 'process_vm_readv': 270, 'bpf': 280, 'io_setup': 0, 'io_destroy': 1},
}[os.uname().machine]
NEW_USER_AND_MOUNT = 0x10000000 | 0x00020000
MORE_THAN_ALLOWED = 68
# Address space is limited, too.
SMALL_STACK = 1 << 18


def check(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def system_call(name, *arguments):
    return check(LIBC.syscall(ctypes.c_long(NUMBERS[name]), *arguments))


def status(field):
    with open('/proc/self/status', encoding='ascii') as lines:
        return next(line.split()[1] for line in lines if line.startswith(field + ':'))


def expect(found, what):
    if not found:
        raise LookupError(what)


def secret_file():
    with open(TASK['secret'], encoding='ascii') as file:
        expect(file.read() == TASK['token'], 'another content')


def class_and_reports():
    expect(any(os.path.lexists(path) for path in TASK['witnesses']), 'none of %d files' % len(TASK['witnesses']))


def shared_memory():
    with open(TASK['shared'], encoding='ascii') as file:
        expect(file.read() == TASK['token'], 'another content')


def grading_process():
    with open('/proc/%d/stat' % TASK['pid'], encoding='ascii') as file:
        expect(file.read().rsplit(')', 1)[1].split()[19] == TASK['started'], 'another process')


def signal_to_grading_process():
    grading_process()
    os.kill(TASK['pid'], 0)


def environment_of_parent():
    with open('/proc/%d/environ' % os.getppid(), 'rb') as file:
        expect(file.read() != b'', 'empty')


def same_user():
    expect(os.getuid() == TASK['uid'], 'user %d' % os.getuid())


def loopback():
    socket.create_connection(('127.0.0.1', TASK['port']), 2).close()


def abstract_socket():
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect('\0' + TASK['name'])
    except ConnectionRefusedError:
        connection.connect(('\0' + TASK['name']).ljust(108, '\0'))  # as Node writes it
    connection.close()


def socket_of_the_machine():
    expect(any(is_socket(descriptor) for descriptor in range(10)), 'no socket')


def is_socket(descriptor):
    try:
        return stat.S_ISSOCK(os.fstat(descriptor).st_mode)
    except OSError:
        return False


def interfaces():
    with socket.socket(socket.AF_UNIX) as connection:
        room = ctypes.create_string_buffer(4096)
        expect(fcntl.ioctl(connection, 0x8912, struct.pack('iP', 4096, ctypes.addressof(room))), 'none')


def semaphores():
    check(LIBC.semctl(check(LIBC.semget(0, 1, 0o1600)), 0, 0))


def asynchronous_io():
    ring = ctypes.c_ulong()
    system_call('io_setup', 1, ctypes.byref(ring))
    system_call('io_destroy', ring)


def terminal():
    for descriptor in os.openpty():
        os.close(descriptor)


def vsock():
    socket.socket(40, socket.SOCK_STREAM).close()


def netlink():
    socket.socket(16, socket.SOCK_RAW).close()


def keyring():
    system_call('keyctl', 0, -4, 1)


def io_uring():
    os.close(system_call('io_uring_setup', 1, ctypes.create_string_buffer(120)))


def userfaultfd():
    os.close(system_call('userfaultfd', 1))


def memory_of_process():
    class Piece(ctypes.Structure):
        _fields_ = [('base', ctypes.c_void_p), ('length', ctypes.c_size_t)]

    source, target = ctypes.create_string_buffer(b'x'), ctypes.create_string_buffer(1)
    pieces = [Piece(ctypes.addressof(buffer), 1) for buffer in (target, source)]
    system_call('process_vm_readv', os.getpid(), ctypes.byref(pieces[0]), 1, ctypes.byref(pieces[1]), 1, 0)


def user_namespace_and_mount():
    in_child(lambda: (check(LIBC.unshare(NEW_USER_AND_MOUNT)), check(LIBC.mount(b'none', b'/tmp', b'tmpfs', 0, None))))


def many_processes():
    """The kernel counts threads as it counts processes, and they cost a hundredth: the last one is a process, and it decides."""
    over = threading.Event()
    count = start_threads(over)
    children = []
    try:
        while count + len(children) < MORE_THAN_ALLOWED:
            child = os.fork()
            if child == 0:
                signal.pause()
            children.append(child)
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        over.set()


def start_threads(over):
    threading.stack_size(SMALL_STACK)
    for count in range(MORE_THAN_ALLOWED - 1):
        try:
            threading.Thread(target=over.wait, daemon=True).start()
        except RuntimeError:
            return count  # for want of memory, maybe
    return MORE_THAN_ALLOWED - 1


def writing():
    own = 'assay-canary-%d' % os.getpid()  # others may write in the same place
    places = TASK['write']
    if not places:
        with open('/proc/self/mountinfo', encoding='utf-8') as lines:
            places = [line.split()[4].replace('\\040', ' ') for line in lines]
        places = [place for place in places if place not in ('/tmp', '/dev/shm')] + ['/', os.getcwd(), TASK['folder']]
    refusals = set()
    for place in places:
        target = os.path.join(place, own) if os.path.isdir(place) else place
        if target.startswith('/dev/') and target != '/dev/' + own and not target.startswith('/dev/shm'):
            continue  # /dev/null and its like may be written
        try:
            os.close(os.open(target, os.O_WRONLY | (os.O_CREAT if target.endswith(own) else 0), 0o600))
        except OSError as error:
            refusals.add(errno.errorcode[error.errno])
            continue
        if target.endswith(own):
            os.unlink(target)
        return
    raise PermissionError(' '.join(sorted(refusals)))


def new_privileges():
    expect(status('NoNewPrivs') == '0', 'NoNewPrivs 1')


def all_system_calls():
    expect(status('Seccomp') == '0', 'Seccomp ' + status('Seccomp'))


def capabilities():
    expect(int(status('CapBnd'), 16) != 0, 'CapBnd 0')


def in_child(work):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work()
            os.write(writer, b'through')
        except BaseException as error:
            os.write(writer, str(error).encode())
        os._exit(0)
    os.close(writer)
    said = os.read(reader, 200).decode()
    os.close(reader)
    os.waitpid(child, 0)
    expect(said == 'through', said)


ALL = (
    secret_file, class_and_reports, shared_memory, grading_process, signal_to_grading_process, environment_of_parent, same_user, loopback, abstract_socket,
    socket_of_the_machine, interfaces, semaphores, asynchronous_io, terminal, vsock, netlink, keyring, io_uring, userfaultfd, memory_of_process, user_namespace_and_mount, many_processes, writing,
    new_privileges, all_system_calls, capabilities,
)

found = {}
for attempt in ALL:
    try:
        attempt()
        found[attempt.__name__.replace('_', ' ')] = {'through': True, 'says': ''}
    except Exception as error:
        found[attempt.__name__.replace('_', ' ')] = {'through': False, 'says': str(error)[:200]}
print(json.dumps(found), flush=True)
