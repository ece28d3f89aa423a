"""Says in one sentence that there is no network, where programs ask for it: the same sentence with a sandbox around it and without."""

import errno
import sys

SENTENCE = 'there is no network while a submission is checked or graded; submit the files that it needs'
LOOPBACK = ('localhost', '::1', '0.0.0.0', '::', '')
ASKING = {'socket.getaddrinfo': 0, 'socket.gethostbyname': 0, 'socket.connect': 1, 'socket.sendto': 1, 'socket.sendmsg': 1}


def refuse():
    """For the process and what it forks; a program that wants to get round it meets the sandbox."""
    sys.addaudithook(hook)


def hook(event, args):
    at = ASKING.get(event)
    if at is not None and not is_near(args[at]):
        raise OSError(errno.ENETUNREACH, SENTENCE)


def is_near(address):
    """Paths of sockets, and this machine itself."""
    host = address[0] if isinstance(address, tuple) and address else address if isinstance(address, (str, bytes)) else None
    if isinstance(host, (bytes, bytearray)):
        host = bytes(host).decode('latin-1')
    if not isinstance(host, str) or host in LOOPBACK or host.startswith('127.'):
        return True
    return not isinstance(address, tuple) and ('/' in host or host.startswith('\0'))
