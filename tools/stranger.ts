/**
 * The path of somebody who has no checkout, as a transcript: `npm pack`, an installation of the package in an empty folder, a sheet of their own
 * there, and every command on it; then the package of the sheet of this repository. Needs the registry. Ends with the first command that fails.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')
const place = mkdtempSync(join(tmpdir(), 'stranger-'))
const course = join(place, 'course')

function run(cwd: string, command: string, ...words: readonly string[]): void {
  process.stdout.write(`\n$ ${[command, ...words].join(' ').replaceAll(place, '…')}\n`)
  const { status } = spawnSync(command, words, { cwd, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) throw new Error(`${command} ${words[0]}: exit code ${status}`)
}

try {
  run(ROOT, 'npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', place)
  const [packed = ''] = readdirSync(place)
  mkdirSync(join(course, 'class/ada'), { recursive: true })
  writeFileSync(join(course, 'package.json'), '{"private": true}\n')
  run(course, 'npm', 'install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', join(place, packed))
  run(course, 'npx', 'assay', 'new-sheet', 'mine')
  run(course, 'npx', 'assay', 'new-exercise', 'losses/huber', '--sheet', 'mine')
  copyFileSync(join(course, 'mine/losses/huber/samples/accepted/loop.py'), join(course, 'class/ada/submission.py'))
  run(course, 'npx', 'assay', 'check', 'class/ada', '--sheet', 'mine')
  run(course, 'npx', 'assay', 'grade', 'class', '--sheet', 'mine', '--out', 'results')
  run(course, 'npx', 'assay', 'kit', '--sheet', 'mine', '--out', 'handout')
  run(course, 'npx', 'assay', 'audit', 'handout/assay-kit', '--sheet', 'mine')
  run(course, 'npx', 'assay', 'prove', '--sheet', 'mine')
  // With the package of a sheet beside it, no sheet has to be named.
  run(ROOT, 'npm', 'pack', '--workspace', 'reference', '--silent', '--pack-destination', place)
  const sheet = readdirSync(place).find((name) => name.startsWith('assay-sheet-')) ?? ''
  run(course, 'npm', 'install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', join(place, sheet))
  run(course, 'npx', 'assay', 'check', join(ROOT, 'examples/class/alder'))
  run(course, 'npx', 'assay', 'kit', '--out', 'handout-of-all')
  run(course, 'npx', 'assay', 'audit', 'handout-of-all/assay-kit')
  run(course, 'npx', 'assay', 'prove', '--only', '1a')
} finally {
  rmSync(place, { recursive: true, force: true })
}
