import type { Answer } from '#grading/model/session'
import { isTensor, type Plain, type Value } from '#grading/model/value'
import type { Launch } from '../adapter.ts'
import { python } from '../python/python.ts'
import { ask } from './ask.ts'

/** What Python expressions of `x` give. */
export async function values(
  expressions: readonly string[],
  x: Plain | Value,
  before = '',
  launch?: (launch: Launch) => Launch,
): Promise<Answer[]> {
  const source = `${before}\n${expressions.map((expression, i) => `def f${i}(x):\n    return ${expression}\n`).join('')}`
  const options = launch === undefined ? {} : { launch }
  return ask(
    python,
    { 'submission.py': source },
    async ({ call }) => {
      const answers: Answer[] = []
      for (let i = 0; i < expressions.length; i++) answers.push(await call(`f${i}`, x))
      return answers
    },
    options,
  )
}

/** Dtype and shape of each answer that is an array. */
export function arrays(answers: readonly Answer[]): unknown[] {
  return answers.map((answer) => answer.ok && isTensor(answer.value) && `${answer.value.dtype} [${answer.value.shape}]`)
}
