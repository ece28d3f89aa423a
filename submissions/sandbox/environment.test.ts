import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '#grading/model/session'
import { toPlain } from '#grading/model/value'
import { lacks } from '#tools/testing/require-tool'
import { openSubmission } from '../open.ts'
import { sandboxes } from './index.ts'
import type { Sandbox } from './sandbox.ts'

/** Busy machines take their time; what is asked here takes milliseconds. */
const PATIENT = { ...DEFAULT_LIMITS, startUpMs: 60_000, callMs: 60_000, submissionMs: 120_000 }

/** What a submission says, once or again by a new process after it has ended. */
async function asked(sandbox: Sandbox, files: Readonly<Record<string, string>>, entries: readonly string[]): Promise<unknown[]> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-test-'))
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    const submission = await openSubmission(folder, { id: 'x', exercises: [{ id: 'x' }], sandbox, limits: PATIENT })
    const session = submission.session('x')
    const answers: unknown[] = []
    for (const entry of entries) {
      const answer = await session.call(entry, [])
      answers.push(answer.ok ? toPlain(answer.value) : answer.fault)
    }
    await submission.close()
    expect((await readdir(folder)).sort()).toEqual(Object.keys(files).sort())
    return answers
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const ENDED = { kind: 'exited', code: 3, signal: null }
const NO_NETWORK = expect.stringContaining('there is no network while a submission is checked or graded')

const PYTHON = `
import getpass, os, pathlib, tempfile
os.makedirs("out")
open("log", "w").write("started")
pathlib.Path(__file__).with_name("data.txt").write_text("changed")
with tempfile.NamedTemporaryFile("w+") as file:
    file.write("x")

def kept():
    return [os.path.realpath(os.getcwd()) == os.path.dirname(os.path.realpath(__file__)), open("data.txt").read(), sorted(os.listdir("."))]

def end():
    os._exit(3)

def user():
    return len(getpass.getuser()) > 0 and os.path.isdir(os.path.expanduser("~"))

def zone():
    from datetime import datetime
    from zoneinfo import ZoneInfo
    return datetime(2026, 7, 1, tzinfo=ZoneInfo("Europe/Berlin")).utcoffset().total_seconds()

def square(x):
    return x * x

def pool():
    from multiprocessing import Pool
    with Pool(2) as workers:
        return workers.map(square, [1, 2, 3])

def shared():
    from multiprocessing.shared_memory import SharedMemory
    memory = SharedMemory(create=True, size=1 << 20)
    memory.buf[0] = 7
    value = memory.buf[0]
    memory.close()
    memory.unlink()
    return value

def manager():
    from multiprocessing import Manager
    with Manager() as shared:
        return list(shared.list([1, 2]))

def fetch():
    import urllib.request
    try:
        urllib.request.urlopen("http://192.0.2.1/mnist.npz", timeout=20)
    except OSError as error:
        return str(error)

def resolve():
    import socket
    try:
        socket.getaddrinfo("example.org", 80)
    except OSError as error:
        return str(error)

def near():
    import socket
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        return "connected"

def started(command):
    import subprocess
    done = subprocess.run(command, shell=isinstance(command, str), capture_output=True, text=True)
    return [done.returncode, done.stdout, done.stderr]

def shell():
    status = os.system("mkdir -p made/here && cp data.txt made && echo one > made/x")
    return [status, *started("ls made | wc -l && cat made/x"), *started(["ls", "made"]), *started("git status")]

def unnamed():
    try:
        return started(["python3", "-c", ""])
    except FileNotFoundError as error:
        return error.strerror
`

const NODE = `
import { execFileSync, execSync, spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
mkdirSync('out')
writeFileSync('log', 'started')
appendFileSync(join(import.meta.dirname, 'data.txt'), ' and changed')
writeFileSync(join(mkdtempSync(join(tmpdir(), 'x-')), 'x'), 'x')
export const kept = () => [process.cwd() === import.meta.dirname, readFileSync('data.txt', 'utf8'), readdirSync('.').sort()]
export const end = () => process.exit(3)
export const user = () => userInfo().username.length > 0 && readdirSync(homedir()).length >= 0
export const zone = () => new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', hour: 'numeric' }).format(new Date(Date.UTC(2026, 6, 1)))
const failure = async (work) => { try { await work() } catch (error) { return error.message + ' ' + (error.cause?.message ?? '') } }
export const fetched = () => failure(() => fetch('http://192.0.2.1/mnist.npz'))
export const resolved = () => failure(async () => (await import('node:dns/promises')).lookup('example.org'))
export const connected = () => failure(async () => new Promise((resolve, reject) => {
  import('node:net').then(({ connect }) => connect(80, '192.0.2.1').on('connect', resolve).on('error', reject), reject)
}))
const started = ({ status, stdout, stderr }) => [status, stdout, stderr]
const TEXT = { encoding: 'utf8' }
export const shell = () => [
  execSync('mkdir -p made/here && cp data.txt made && echo one > made/x', TEXT).length,
  ...started(spawnSync('ls made | wc -l && cat made/x', { ...TEXT, shell: true })),
  0, execFileSync('ls', ['made'], TEXT), '',
  ...started(spawnSync('git status', { ...TEXT, shell: true })),
]
export const unnamed = () => spawnSync('node', ['--version'], TEXT).error.code
`

/** What both say of a shell, a program by its name, and one that is not there. */
const SHELL = [0, 0, '3\none\n', '', 0, 'data.txt\nhere\nx\n', '', 127, '', expect.stringMatching(/git: (command )?not found/)]

describe.each(sandboxes.map((sandbox) => ({ name: sandbox.name, sandbox })))(
  'what a submission finds in the sandbox $name',
  ({ name, sandbox }) => {
    const missing = name === 'bubblewrap' && lacks('bwrap', `the environment in ${name}`)

    it.skipIf(missing || lacks('numpy', `the environment of Python in ${name}`))(
      'is a folder of its own, a user, time zones, processes, a shell and no network, in Python',
      { timeout: 240_000 },
      async () => {
        const files = { 'submission.py': PYTHON, 'data.txt': 'as handed in' }
        const folder = [true, 'changed', ['data.txt', 'log', 'out', 'submission.py']]
        const entries = ['kept', 'user', 'zone', 'pool', 'shared', 'manager', 'fetch', 'resolve', 'near', 'end', 'kept', 'shell', 'unnamed']
        expect(await asked(sandbox, files, entries)).toEqual([
          ...[folder, true, 7200, [1, 4, 9], 7, [1, 2], NO_NETWORK, NO_NETWORK, 'connected', ENDED, folder],
          ...[SHELL, 'No such file or directory'],
        ])
      },
    )

    it.skipIf(name === 'bubblewrap' && lacks('bwrap', `the environment in ${name}`))(
      'is a folder of its own, a user, time zones, a shell and no network, in JavaScript',
      { timeout: 240_000 },
      async () => {
        const files = { 'submission.js': NODE, 'data.txt': 'as handed in' }
        const folder = [true, 'as handed in and changed', ['data.txt', 'log', 'out', 'submission.js']]
        const entries = ['kept', 'user', 'zone', 'fetched', 'resolved', 'connected', 'end', 'kept', 'shell', 'unnamed']
        expect(await asked(sandbox, files, entries)).toEqual([
          ...[folder, true, '2 AM', NO_NETWORK, NO_NETWORK, NO_NETWORK, ENDED, folder, SHELL, 'ENOENT'],
        ])
      },
    )
  },
)
