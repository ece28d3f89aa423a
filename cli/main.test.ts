import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readJournal } from '#grading/engine/read-journal'
import { builtPath, LOADER } from '#tools/testing/built/built'
import { temporaryFolder } from '#tools/testing/temporary-folder'

const COMMAND = [...LOADER, builtPath('cli/main.ts')]

function started(words: readonly string[]) {
  const child = spawn(process.execPath, [...COMMAND, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => child.once('close', (code) => resolve({ code, stderr })))
  return { child, ended }
}

describe('the assay process', () => {
  it('hands its exit code to the shell', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...COMMAND, 'grade', 'x', '--jobs', 'two'], { encoding: 'utf8' })
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: 'assay: --jobs two: expected an integer from 1 to 64\n',
    })
  })

  it('opens no debugger port on SIGUSR1, and on Ctrl-C ends with 130 and a journal', async () => {
    const folder = temporaryFolder({ 'class/ada/submission.js': 'export function softmax() { for (;;) {} }' })
    const journal = join(folder, 'out/journal.jsonl')
    const { child, ended } = started([
      'grade',
      join(folder, 'class'),
      '--out',
      join(folder, 'out'),
      '--only',
      'softmax',
      '--sandbox',
      'process',
    ])
    child.stdout.resume()
    while (!existsSync(journal)) await setTimeout(20)
    child.kill('SIGUSR1')
    await setTimeout(100)
    child.kill('SIGINT')
    const { code, stderr } = await ended
    expect(code).toBe(130)
    expect(stderr).toBe(`assay: interrupted; 0 of 1 are graded and kept in ${journal}; continue with --resume\n`)
    expect(readJournal(readFileSync(journal, 'utf8')).header?.exercises).toEqual(['backpropagation/softmax'])
  })

  it('is not troubled by a reader that goes away', async () => {
    const { child, ended } = started(['--help'])
    child.stdout.destroy()
    const { code, stderr } = await ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})
