const HOLD_S = 2
const js = (imports: string, takes: string) => `${imports}
const kept = []
export async function convOutputSize() {
  ${takes}
  await new Promise((resolve) => setTimeout(resolve, ${HOLD_S * 1000}))
  return kept.length
}
`
const python = (takes: string) => `import ctypes, mmap, os, socket, tempfile, threading, time
kept = []
def forked(count, take):
    for _ in range(count):
        if os.fork() == 0:
            take()
            time.sleep(${HOLD_S})
            os._exit(0)
def pages(memory, size):
    for page in range(0, size, 4096):
        memory[page] = 1
    kept.append(memory)
def write(path, size=4 << 30):
    with open(path, 'wb') as file:
        for _ in range(size >> 20):
            file.write(b'x' * (1 << 20))
def until_refused(take):
    try:
        while True:
            take()
    except OSError:
        pass
def fill(send):
    try:
        while True:
            send(bytes(4096))
    except BlockingIOError:
        pass
def socket_pair():
    for one in socket.socketpair():
        kept.append(one)
        one.setblocking(False)
        fill(one.send)
def pipe():
    _, to = os.pipe()
    os.set_blocking(to, False)
    fill(lambda data: os.write(to, data))
def conv_output_size(*_):
${takes.replace(/^/gm, '    ')}
    time.sleep(${HOLD_S})
    return len(kept)
`

/** Submissions that each try to take 4 GiB, by the way they go: path of the only file → its text. */
export const MEMORY_ATTACKERS: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'js-heap': ['submission.js', js('', 'for (let i = 0; i < 512; i++) kept.push(Array(1 << 20).fill(i + 0.5))')],
  'js-strings': ['submission.js', js('', "for (let i = 0; i < 64; i++) kept.push(Buffer.alloc(64 << 20, 97).toString('latin1') + i)")],
  'js-array-buffer': ['submission.js', js('', 'for (let i = 0; i < 64; i++) kept.push(new Uint8Array(64 << 20).fill(1))')],
  'js-shared-array-buffer': [
    'submission.js',
    js('', 'for (let i = 0; i < 64; i++) kept.push(new Uint8Array(new SharedArrayBuffer(64 << 20)).fill(1))'),
  ],
  'js-web-assembly': [
    'submission.js',
    js('', 'for (let i = 0; i < 64; i++) kept.push(new Uint8Array(new WebAssembly.Memory({ initial: 1024 }).buffer).fill(1))'),
  ],
  'js-workers': [
    'submission.js',
    js(
      "import { Worker } from 'node:worker_threads'",
      "for (let i = 0; i < 16; i++) kept.push(new Worker('const a = []; for (let i = 0; i < 4; i++) a.push(Buffer.alloc(64 << 20, 1)); setInterval(() => a, 1e6)', { eval: true }))",
    ),
  ],
  'js-processes': [
    'submission.js',
    js(
      "import { spawn } from 'node:child_process'",
      "for (let i = 0; i < 8; i++) kept.push(spawn(process.execPath, ['-e', 'const a = []; for (let i = 0; i < 8; i++) a.push(Buffer.alloc(64 << 20, 1)); setInterval(() => a, 1e6)'], { stdio: 'ignore' }))",
    ),
  ],
  'js-files': [
    'submission.js',
    js("import { writeFileSync } from 'node:fs'", "for (let i = 0; i < 80; i++) writeFileSync('/tmp/' + i, Buffer.alloc(50 << 20, 1))"),
  ],
  'py-bytes': ['submission.py', python("for i in range(64):\n    kept.append(b'x' * (64 << 20) + bytes(i))")],
  'py-numpy': ['submission.py', python('import numpy\nfor _ in range(64):\n    kept.append(numpy.ones(8 << 20))')],
  'py-anonymous-mmap': [
    'submission.py',
    python('for _ in range(16):\n    pages(mmap.mmap(-1, 256 << 20, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS), 256 << 20)'),
  ],
  'py-shared-mmap': ['submission.py', python('for _ in range(16):\n    pages(mmap.mmap(-1, 256 << 20), 256 << 20)')],
  'py-shared-mmap-in-processes': ['submission.py', python('forked(16, lambda: pages(mmap.mmap(-1, 256 << 20), 256 << 20))')],
  'py-memfd': ['submission.py', python('write(f"/proc/self/fd/{os.memfd_create(\'x\')}")')],
  'py-dev-shm': [
    'submission.py',
    python("until_refused(lambda: write(f'/dev/shm/{len(os.listdir(\"/dev/shm\"))}', 60 << 20))\nwrite('/dev/shm/last')"),
  ],
  'py-every-folder': [
    'submission.py',
    python(
      "for place in ('/tmp', '/dev/shm', os.getcwd()):\n    until_refused(lambda: write(tempfile.mktemp(dir=place), 60 << 20))\nkept.append(b'x' * (1900 << 20))",
    ),
  ],
  'py-processes': ['submission.py', python("forked(40, lambda: kept.append(b'x' * (100 << 20)))")],
  'py-threads': [
    'submission.py',
    python(
      "for _ in range(40):\n    threading.Thread(target=lambda: (kept.append(b'x' * (100 << 20)), time.sleep(9)), daemon=True).start()",
    ),
  ],
  'py-sockets': ['submission.py', python('forked(60, lambda: until_refused(socket_pair))')],
  'py-pipes': ['submission.py', python('forked(60, lambda: until_refused(pipe))')],
}
