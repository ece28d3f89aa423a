import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '#grading/model/session'
import { lacks } from '#tools/testing/require-tool'
import type { Launch } from '../../adapters/adapter.ts'
import { STAGE_LIMITS } from '../../intake/stage.ts'
import { removeStale } from '../../temporary-folder.ts'
import { submissionPrograms } from '../programs.ts'
import { createBubblewrap } from './bubblewrap.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-test-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function launchOf(code: string, change: Partial<Launch> = {}): Promise<Launch> {
  await writeFile(join(folder, 'main.cjs'), code)
  const args = [join(folder, 'main.cjs')]
  return { runtime: 'node', command: process.execPath, args, cwd: folder, env: {}, readOnly: [folder], memory: 'heap', ...change }
}

const sandbox = createBubblewrap()

/** What a program says inside, as JSON on stdout. */
async function inside(code: string, change: Partial<Launch> = {}): Promise<unknown> {
  const child = await sandbox.start(await launchOf(`console.log(JSON.stringify((() => { ${code} })()))`, change), DEFAULT_LIMITS)
  let [text, complaint] = ['', '']
  child.stderr.on('data', (chunk) => (complaint += chunk))
  for await (const chunk of child.stdout) text += chunk
  await child.exited
  if (text === '') throw new Error(complaint)
  return JSON.parse(text)
}

// Busy machines take their time; nothing here asks how much.
describe.skipIf(lacks('bwrap', 'the sandbox'))('bubblewrap', { timeout: 240_000 }, () => {
  it('is usable here, and isolates files and network', async () => {
    expect(await sandbox.probe()).toMatchObject({ available: true, isolatesFiles: true, isolatesNetwork: true })
  })

  it('shows its own folder and the runtime, and of the machine nothing else', async () => {
    const fs = "const fs = require('node:fs');"
    expect(await inside(`${fs} return fs.readdirSync('/etc').sort()`)).toEqual(['group', 'hosts', 'nsswitch.conf', 'passwd'])
    expect(await inside(`${fs} return fs.readdirSync(__dirname)`)).toEqual(['main.cjs'])
    expect(
      await inside(`${fs} return ['/etc/hostname', '/home', '/var', '/bin/sh', '/usr/share/doc'].filter((path) => fs.existsSync(path))`),
    ).toEqual([])
    // A shell and what it is used for beside files, and all else that the machine could start not.
    expect(
      await inside(`${fs} return ['/bin/sh', '/bin/ls', '/usr/bin/env', '/usr/bin/git', '/bin/su'].filter((path) => fs.existsSync(path))`, {
        ownCopy: true,
      }),
    ).toEqual(['/bin/sh', '/bin/ls'])
    expect(await inside(`${fs} return fs.readdirSync('/programs').length`, { ownCopy: true })).toBe(submissionPrograms().size)
  })

  it('gives exactly the environment of the launch', async () => {
    const environment = await inside('return process.env', { env: { PYTHONHASHSEED: '0' } })
    expect(environment).toEqual({
      ...{ PATH: '/programs', HOME: '/tmp', TMPDIR: '/tmp', LANG: 'C.UTF-8', TZ: 'UTC', PWD: folder, PYTHONHASHSEED: '0' },
    })
    expect(await inside("return require('node:fs').readFileSync('/proc/1/environ', 'utf8')")).toBe('')
  })

  it('runs nobody, without capabilities, under a filter of system calls', async () => {
    const status = String(await inside("return require('node:fs').readFileSync('/proc/self/status', 'utf8')"))
    for (const line of ['Uid:\t65534\t65534', 'CapEff:\t0000000000000000', 'CapBnd:\t0000000000000000', 'NoNewPrivs:\t1', 'Seccomp:\t2'])
      expect(status).toContain(line)
  })

  it('is not started by root, also when Assay is', async () => {
    const child = await sandbox.start(await launchOf("console.log('here'); setInterval(() => {}, 1000)"), DEFAULT_LIMITS)
    await once(child.stdout, 'data')
    const uids = processesNaming(folder).map(({ pid }) => Number(/^Uid:\t(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]))
    child.kill()
    await child.exited
    expect(uids.length).toBeGreaterThan(0)
    expect(uids).not.toContain(0)
  })

  it('hands on no descriptor but the five of a child, and no socket of the machine', async () => {
    const listing =
      "require('node:fs').readdirSync('/proc/self/fd').flatMap((fd) => { try { return [require('node:fs').readlinkSync('/proc/self/fd/' + fd)] } catch { return [] } })"
    const open = openSync(join(import.meta.dirname, 'seccomp.ts'), 'r')
    expect(open).toBeGreaterThan(3)
    for (const change of [{}, { ownCopy: true }] as const) {
      const links = (await inside(`return ${listing}`, change)) as string[]
      expect(links.filter((link) => !/^(pipe:|\S+\/pipe-\d+ \(deleted\)$|anon_inode:|\/dev\/null)/.test(link))).toEqual([])
      expect(links.filter((link) => link.startsWith('socket:'))).toEqual([])
    }
  })

  it('hands nothing on that was left open by whoever started the grader', async () => {
    const secret = join(folder, '..', `${basename(folder)}-secret`)
    await writeFile(secret, 'left open')
    const look = "const fs = require('node:fs'); try { console.log(fs.readlinkSync('/proc/self/fd/77')) } catch { console.log('closed') }"
    const script = `
      import { createBubblewrap } from ${JSON.stringify(join(import.meta.dirname, 'bubblewrap.ts'))}
      const child = await createBubblewrap().start(${JSON.stringify(await launchOf(look))}, ${JSON.stringify(DEFAULT_LIMITS)})
      child.stdout.pipe(process.stdout)
      await child.exited`
    const words = [process.execPath, '--import', 'tsx', '--input-type=module', '--eval', script]
    const shell = spawnSync('bash', ['-c', 'exec 77<"$0"; exec "$@"', secret, ...words], { encoding: 'utf8' })
    await rm(secret)
    expect(shell.stdout.trim()).toBe('/dev/null')
  })

  it('tells an exit code and a signal of the program as they were', async () => {
    const seven = await sandbox.start(await launchOf('process.exit(7)'), DEFAULT_LIMITS)
    expect(await seven.exited).toEqual({ code: 7, signal: null })
    const killed = await sandbox.start(await launchOf("process.kill(process.pid, 'SIGKILL')"), DEFAULT_LIMITS)
    expect(await killed.exited).toEqual({ code: null, signal: 'SIGKILL' })
  })

  it('says that a program was never started, which is not the student’s fault', async () => {
    const child = await sandbox.start(await launchOf('', { cwd: '/nowhere' }), DEFAULT_LIMITS)
    let complaint = ''
    for await (const chunk of child.stderr) complaint += chunk
    expect(await child.exited).toMatchObject({ neverStarted: true })
    expect(complaint).toContain("bwrap: Can't chdir to /nowhere")
  })

  it('shows a package without changing whose it is, also where it lies below the temporary folder', async () => {
    const packages = await mkdtemp(join(tmpdir(), 'package-'))
    try {
      const file = join(packages, 'index.js')
      await writeFile(file, 'its words', { mode: 0o644 })
      await chmod(packages, 0o755)
      const before = [statSync(packages), statSync(file)].map(({ uid, gid, mode }) => ({ uid, gid, mode }))
      const code = `return require('fs').readFileSync(${JSON.stringify(file)}, 'utf8')`
      expect(await inside(code, { readOnly: [folder, packages] })).toBe('its words')
      expect([statSync(packages), statSync(file)].map(({ uid, gid, mode }) => ({ uid, gid, mode }))).toEqual(before)
    } finally {
      await rm(packages, { recursive: true, force: true })
    }
  })

  it('lets a program write in its own copy of its folder, in /tmp and in /dev/shm, and nowhere else', async () => {
    const writable = (places: string): string =>
      `const fs = require('node:fs'); return ${places}.filter((place) => {
        try { fs.writeFileSync(place + '/x', 'x'); return true } catch { return false }
      })`
    const places = `['/', '/dev', '/proc', '/etc', '/usr', ${JSON.stringify(join(folder, '..'))}, __dirname, '/tmp', '/dev/shm']`
    const shared = tmpdir() === '/tmp' ? ['/tmp'] : []
    expect(await inside(writable(places))).toEqual([...shared, '/tmp', '/dev/shm'])
    expect(await inside(writable(places), { ownCopy: true })).toEqual([...shared, folder, '/tmp', '/dev/shm'])
    expect(readdirSync(folder)).toEqual(['main.cjs'])
  })

  it('holds what a program keeps in files', async () => {
    const sizes = `const { statfsSync } = require('node:fs'); return ['/tmp', '/dev/shm', __dirname].map((place) => {
        const { blocks, bsize } = statfsSync(place); return (blocks * bsize) / 2 ** 20
      })`
    expect(await inside(sizes, { ownCopy: true })).toEqual([64, 64, 192])
  })

  it('copies as many files as a submission may have, with names longer than a command line', async () => {
    const whole = await mkdtemp(join(tmpdir(), 'assay-test-whole-'))
    try {
      const deep = join(whole, ...Array.from({ length: 8 }, () => 'x'.repeat(200)))
      await mkdir(deep, { recursive: true })
      for (let i = 0; i < 500; i++) await mkdir(join(whole, 'empty', String(i)), { recursive: true })
      for (let i = 0; i < STAGE_LIMITS.files; i++) await writeFile(join(deep, `${i}\n`), '')
      await chmod(whole, 0o711)
      const count = `const all = require('node:fs').readdirSync(${JSON.stringify(whole)}, { recursive: true, withFileTypes: true })
        return [all.filter((one) => one.isFile()).length, all.filter((one) => one.isDirectory()).length]`
      expect(await inside(count, { cwd: whole, ownCopy: true })).toEqual([STAGE_LIMITS.files, 8 + 1 + 500])
    } finally {
      await rm(whole, { recursive: true, force: true })
    }
  })

  it('ends everything in it when the process that started it is killed', async () => {
    await writeFile(join(folder, 'loop.cjs'), 'for (;;);')
    const launch = { ...(await launchOf('')), args: [join(folder, 'loop.cjs')] }
    const starting = `
      import { createBubblewrap } from ${JSON.stringify(join(import.meta.dirname, 'bubblewrap.ts'))}
      await createBubblewrap().start(${JSON.stringify(launch)}, ${JSON.stringify(DEFAULT_LIMITS)})
      setInterval(() => {}, 1000)`
    expect(
      await leftAfterKill(
        starting,
        () => join(folder, 'loop.cjs'),
        (program) => program.endsWith('node'),
      ),
    ).toEqual([])
  })

  it.each([
    ['JavaScript', 'submission.js', 'for (;;);\n'],
    ['Python', 'submission.py', 'while True:\n    pass\n'],
  ])('loads nothing in %s when that process is killed while it comes to life', async (_, name, source) => {
    const handIn = await mkdtemp(join(tmpdir(), 'assay-test-'))
    await writeFile(join(handIn, name), source)
    const index = join(import.meta.dirname, '../../index.ts')
    const starting = `
      import { openSubmission, sandboxes } from ${JSON.stringify(index)}
      import { DEFAULT_LIMITS } from ${JSON.stringify(join(import.meta.dirname, '../../../grading/model/session.ts'))}
      const options = { id: 'x', exercises: [{ id: 'x', entries: [] }], sandbox: sandboxes.find((one) => one.name === 'bubblewrap'), limits: DEFAULT_LIMITS }
      const submission = await openSubmission(${JSON.stringify(handIn)}, options)
      await submission.session('x').call('f', [])`
    try {
      expect(
        await leftAfterKill(
          starting,
          (grader) => `-${grader}-`,
          (program) => program.endsWith('bwrap'),
        ),
      ).toEqual([])
    } finally {
      await rm(handIn, { recursive: true, force: true })
    }
  })

  it.each([
    ['/nowhere', /^bwrap is not installed; get it with: apt-get install bubblewrap/],
    ['', /^bwrap is not installed/],
  ])('is unusable, with a remedy, when the search path is "%s"', async (searchPath, says) => {
    const { available, says: said } = await createBubblewrap(searchPath).probe()
    expect(available).toBe(false)
    expect(said).toMatch(says)
  })
})

/** Kills a program as soon as one of the processes that name its folder is there; what of them still runs two seconds later. */
async function leftAfterKill(
  program: string,
  folderOf: (pid: number) => string,
  isIt: (program: string) => boolean,
): Promise<readonly string[]> {
  const grader = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], { stdio: 'ignore' })
  const now = (): readonly { pid: number; program: string }[] => processesNaming(folderOf(grader.pid as number))
  const isThere = (): boolean => now().some((one) => isIt(one.program))
  const until = Date.now() + 90_000
  let there = isThere()
  for (; Date.now() < until && !there; there = isThere()) await sleep(5)
  grader.kill('SIGKILL')
  expect(there).toBe(true)
  for (let i = 0; i < 40 && now().length > 0; i++) await sleep(50)
  // Killed within a fraction of a millisecond, bwrap itself may wait for ever, with nothing loaded. The next start ends that.
  if (now().every((one) => one.program.endsWith('bwrap'))) await removeStale()
  for (let i = 0; i < 10 && now().length > 0; i++) await sleep(50)
  return now().map((one) => one.program)
}

/** Without those that would start one. */
function processesNaming(path: string): readonly { pid: number; program: string }[] {
  return readdirSync('/proc')
    .map(Number)
    .flatMap((pid) => {
      try {
        const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return args.includes(path) && !args.includes('--eval') ? [{ pid, program: args.split('\0')[0] as string }] : []
      } catch {
        return []
      }
    })
}
