import { describe, expect, it } from 'vitest'
import type { Finding } from '#grading/model/finding'
import type { ExerciseResult } from '#grading/model/result'
import type { Fault } from '#grading/model/session'
import { openConsole } from './open-console.ts'

const options = { colour: false, width: 100 }
const check = { id: 'c', title: 'C', visibility: 'visible', verdict: 'not-attempted', fraction: 0, score: 0, max: 100, ms: 0 } as const

function exercise(sheet: string, findings: readonly Finding[]): ExerciseResult {
  return { id: `u/${sheet}`, sheet, title: sheet, status: 'not-attempted', score: 0, max: 100, checks: [{ ...check, findings }] }
}

const fault = (of: Fault & { readonly entry: string }): Finding => ({ code: 'fault', severity: 'error', entry: of.entry, fault: of })
const missing = (entry: string, ...available: string[]): Finding => fault({ kind: 'missing-entry', entry, available })
const text = (exercises: readonly ExerciseResult[], stderr = ''): string =>
  openConsole({ exercises, output: { stdout: '', stderr } }, options)

describe('why exercises are not attempted', () => {
  it('is a name that is almost that of the function', () => {
    expect(text([exercise('2b', [missing('log_softmax', 'logsoftmaxx', 'plot_it')])])).toBe(
      '  2b: functions are found by their names; is one of these meant? logsoftmaxx (expected log_softmax).\n',
    )
  })

  it('is no function that another exercise asks for', () => {
    expect(text([exercise('5.2', [missing('corrupts', 'corrupt')]), exercise('6', [missing('corrupt', 'corrupt')])])).toBe(
      '  No function was found for 5.2, 6.\n',
    )
  })

  it('is a starter that is not filled in, or what was said already', () => {
    const unfinished = fault({ kind: 'not-implemented', entry: 'softmax' })
    const remark: Finding = { code: 'remark', severity: 'note', says: 'Only corrupt was found, which 6 requires as well.' }
    expect(text([exercise('2b', [unfinished]), exercise('5.2', [remark])])).toBe(
      '  2b: softmax is not implemented yet.\n  5.2: Only corrupt was found, which 6 requires as well.\n',
    )
  })

  it('is that nothing was found, with what there is', () => {
    expect(text([exercise('1a', [missing('gradient_step', 'f')]), exercise('1b', [missing('epoch_batches', 'f')])])).toBe(
      '  No function was found for 1a, 1b. Other functions in the submission: f.\n',
    )
  })

  it('is code that stopped', () => {
    const stopped = "cell 1 stopped with ModuleNotFoundError: No module named 'seabornn'; what follows it was run."
    expect(text([exercise('1a', [missing('gradient_step')])], `a warning\n${stopped}\n${stopped}\nstopped with\n`)).toBe(
      `  No function was found for 1a.\n  ${stopped}\n`,
    )
  })

  it('is nothing where all was attempted', () => {
    expect(text([{ ...exercise('1a', []), status: 'full' }], 'cell 1 stopped with X; what follows it was run.')).toBe('')
  })

  it('shows no control characters of the student', () => {
    expect(text([exercise('1a', [missing('gradient_step', 'f\u001b[31m')])])).not.toContain('\u001b')
  })
})
