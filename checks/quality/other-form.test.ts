import { describe, expect, it } from 'vitest'
import type { CheckContext, Outcome } from '#grading/model/check'
import type { Finding } from '#grading/model/finding'
import { type Asker, byCredit, forPerson } from '../kinds/model-quality.ts'
import { error } from '../outcome.ts'
import { COMPARED, inEitherForm, NOT_COMPARED, type OtherForm } from './other-form.ts'
import { unusable } from './unusable.ts'

const context = {} as CheckContext
const given: Asker = async () => 0
const turned: Asker = async () => 1
const named: Finding = error({ code: 'known-mistake', label: 'f', mistake: 'pixels-0-255', says: 'pixels from 0 to 255' })
const form = async (): Promise<OtherForm> => ({ finding: named, ask: turned })

/** A judge that gives one outcome for answers as they come, and another for them in the right form. */
const judging = (asItIs: Outcome, right: Outcome | Error) => async (ask: Asker) => {
  if (ask === given) return asItIs
  if (right instanceof Error) throw right
  return right
}
const lost = byCredit(0, [])

describe('answers in another form', () => {
  it('keep half of what they earn in the right one where they are compared, with the mistake named', async () => {
    const outcome = await inEitherForm(judging(lost, byCredit(0.8, [])), form, COMPARED)(given, context)
    expect(outcome).toMatchObject({ verdict: 'partial', fraction: 0.4, findings: [named] })
  })

  it('keep all of it where something else is asked', async () => {
    const outcome = await inEitherForm(judging(lost, byCredit(1, [])), form, NOT_COMPARED)(given, context)
    expect(outcome).toMatchObject({ verdict: 'accepted', fraction: 1 })
    expect(outcome.findings).toMatchObject([{ severity: 'note' }])
  })

  it('earn nothing more where they earn nothing in the right form, or are better as they are', async () => {
    expect(await inEitherForm(judging(lost, lost), form, COMPARED)(given, context)).toBe(lost)
    const better = byCredit(0.45, [])
    expect(await inEitherForm(judging(better, byCredit(0.8, [])), form, COMPARED)(given, context)).toBe(better)
  })

  it('wait for a person where they would in the right form', async () => {
    const waiting = forPerson('too good')
    expect(await inEitherForm(judging(lost, waiting), form, COMPARED)(given, context)).toBe(waiting)
  })

  it('are judged as they are where no form is found, or the right one cannot be asked', async () => {
    expect(await inEitherForm(judging(lost, byCredit(1, [])), async () => undefined, COMPARED)(given, context)).toBe(lost)
    const refused = (): never => {
      throw unusable({ code: 'type-mismatch', label: 'f', actual: 'a', expected: 'b' })
    }
    expect(await inEitherForm(judging(lost, byCredit(1, [])), refused, COMPARED)(given, context)).toBe(lost)
    const one = unusable({ code: 'type-mismatch', label: 'f', actual: 'a', expected: 'b' })
    expect(await inEitherForm(judging(lost, one), form, COMPARED)(given, context)).toBe(lost)
  })

  it('are not looked for where nothing could be won', async () => {
    const asked = async (): Promise<OtherForm> => Promise.reject(new Error('asked'))
    const half = byCredit(0.5, [])
    expect(await inEitherForm(judging(half, byCredit(1, [])), asked, COMPARED)(given, context)).toBe(half)
  })
})
