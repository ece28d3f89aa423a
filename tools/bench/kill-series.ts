/**
 * `tsx tools/bench/kill-series.ts [kills] [class] [options of grade]`: grades a class (the examples) again and again, kills the run at a random moment, resumes it
 * and compares the reports with those of an undisturbed run, byte for byte, durations aside. Outside of the tests because of its length.
 */
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readJournal } from '#grading/engine/read-journal'
import { allProcesses, processStat } from '#grading/runner/run/process-stat'
import { reportsIn } from '../testing/reports-in.ts'
import { assay, ROOT, runToEnd } from './command-line.ts'

const [kills = '50', folder = join(ROOT, 'examples/class'), ...flags] = process.argv.slice(2)
const SETTLE_MS = 5000
const words = (out: string) => ['grade', folder, '--out', out, '--jobs', '2', '--seed', '7', ...flags]

/** Grading processes whose run is no more. */
function orphans(): readonly number[] {
  return allProcesses().filter((pid) => {
    try {
      const [, owner] = /assay-grader-\d+-(\d+)-/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? []
      return owner !== undefined && processStat(Number(owner)) === undefined
    } catch {
      return false
    }
  })
}

const temporary = () => readdirSync(tmpdir()).filter((name) => /^assay-(grader|scratch|unpacked|hash)-/.test(name))

const scratch = mkdtempSync(join(tmpdir(), 'kill-series-'))
const whole = join(scratch, 'whole')
const undisturbed = await runToEnd(words(whole))
if (undisturbed.code !== 0) throw new Error(`the undisturbed run ended with exit code ${undisturbed.code}: ${undisturbed.stderr}`)
const expected = JSON.stringify(reportsIn(whole))
const before = temporary().length

const counts = { killed: 0, afterTheEnd: 0, equal: 0, torn: 0, broken: 0, takenOver: 0 }
const kept: number[] = []
for (let i = 0; i < Number(kills); i++) {
  const out = join(scratch, `run-${i}`)
  const child = assay(words(out))
  child.stdout.resume()
  child.stderr.resume()
  const moment = Math.random() * undisturbed.wallMs
  const timer = setTimeout(() => child.kill('SIGKILL'), moment)
  const [code] = await once(child, 'exit')
  clearTimeout(timer)
  if (code === null) counts.killed++
  else counts.afterTheEnd++
  const journal = readJournal(textOf(join(out, 'journal.jsonl')))
  kept.push(journal.students.length)
  if (journal.problems.some(({ says }) => says.includes('incomplete'))) counts.torn++
  if (journal.problems.some(({ says }) => says.includes('follow'))) counts.broken++
  const resumed = await runToEnd([...words(out), '--resume'])
  if (resumed.stderr.includes('took over a stale lock')) counts.takenOver++
  const equal = resumed.code === 0 && JSON.stringify(reportsIn(out)) === expected
  if (equal) counts.equal++
  else
    process.stdout.write(
      `run ${i}, killed after ${moment.toFixed(0)} ms, differs: exit code ${resumed.code}; see ${out}\n${resumed.stderr}\n`,
    )
  if (equal) rmSync(out, { recursive: true, force: true })
}

process.stdout.write(`${JSON.stringify({ kills: Number(kills), ...counts, resultsInTheJournalWhenKilled: kept })}\n`)
// A grading process ends as soon as it hears that nobody is there.
await sleep(SETTLE_MS)
process.stdout.write(`left over: ${orphans().length} processes, ${temporary().length - before} temporary folders\n`)
if (counts.equal === Number(kills)) rmSync(scratch, { recursive: true, force: true })
else process.exitCode = 1

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
