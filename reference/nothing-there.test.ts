import type { Session } from 'assay'
import { describe, expect, it } from 'vitest'
import { createMemo } from '../grading/engine/memo.ts'
import { loadCatalogue } from '../grading/sheet/catalogue.ts'
import { inProcess } from '../submissions/session/in-process.ts'
import { refusedSession } from '../submissions/session/refused-session.ts'

const catalogue = await loadCatalogue()
const checks = catalogue.flatMap((entry) => entry.exercise.checks.map((check) => [check.id, check, entry] as const))
const memo = createMemo()

/** A submission with other functions, which says of one that is not there that it is missing, with and without being called. */
const knowing = refusedSession((entry) => ({ kind: 'missing-entry', entry, available: ['another'] }))
const { missing: _, ...asked } = knowing

describe('where nothing was handed in', () => {
  it.each(checks)('%s says the same whether it calls a function or knows that there is none', async (_id, check, entry) => {
    const context = {
      reference: inProcess(await entry.loadSolution()),
      seed: 7,
      declared: new Map<string, string>(),
      memo: <T>(key: string, make: () => T): T => memo(`${entry.exercise.id}/${key}`, make),
    }
    const outcome = (session: Session) => check.run(session, context)
    expect(await outcome(knowing)).toEqual(await outcome(asked))
  })

  it('draws no image for a network that is not there', async () => {
    const made: string[] = []
    const counting = <T>(key: string, make: () => T): T => {
      made.push(key)
      return make()
    }
    for (const { exercise, loadSolution } of catalogue) {
      if ((exercise.models ?? []).length === 0) continue
      const reference = inProcess(await loadSolution())
      for (const check of exercise.checks) await check.run(knowing, { reference, seed: 7, declared: new Map(), memo: counting })
    }
    expect(made.filter((key) => key.includes('varied'))).toEqual([])
  })
})
