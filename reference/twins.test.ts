import { caseSet, closeToReference } from 'assay/checks'
import { describe, expect, it } from 'vitest'
import { specOf } from '../checks/kinds/close-to-reference.ts'
import { loadCatalogue } from '../grading/sheet/catalogue.ts'
import { twinGaps } from '../grading/sheet/testing/twin-gaps.ts'
import { inProcess } from '../submissions/index.ts'

const catalogue = (await loadCatalogue()).filter(({ exercise }) => exercise.entries.length > 0)
/** Trained networks are asked about our images, which nobody has; their other checks are looked at. */
const isSlow = ({ limits }: { readonly limits?: { readonly callMs?: number } }): boolean => (limits?.callMs ?? 0) >= 60_000

describe('known inputs', () => {
  it.each(catalogue.map((entry) => [entry.exercise.id, entry] as const))(
    'earn nothing alone in %s',
    async (_, { exercise, loadSolution }) => {
      const checks = exercise.checks.filter((check) => !isSlow(exercise) || specOf(check) !== undefined)
      expect(await twinGaps({ checks }, inProcess(await loadSolution()))).toEqual([])
    },
  )

  it('are found out where a check has them alone, or a twin that has them too', async () => {
    const reference = inProcess({ half: (x: number) => x / 2 })
    const spec = { id: 'known', title: 'Known values', points: 1, entry: 'half' }
    const fixed = () => [{ args: [2] }, { args: [3] }]
    const alone = closeToReference({ ...spec, cases: caseSet('alone', fixed) })
    expect(await twinGaps({ checks: [alone] }, reference)).toEqual([
      '"known" asks nothing that depends on the seed',
      'the twin of "known" asks known inputs',
    ])
    const alike = caseSet('alike', fixed, (random) => [{ args: [random.normal()] }])
    const { twin, ...without } = closeToReference({ ...spec, cases: alike })
    expect(await twinGaps({ checks: [without] }, reference)).toEqual(['"known" asks known inputs and has no twin'])
    expect(await twinGaps({ checks: [{ ...without, ...(twin === undefined ? {} : { twin }) }] }, reference)).toEqual([])
  })
})
