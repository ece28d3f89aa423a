import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { API_REPORT, apiReport } from './api-report.ts'

it('is written down what the package exports', () => {
  const written = readFileSync(join(resolve(import.meta.dirname, '..'), API_REPORT), 'utf8')
  expect(apiReport(), `${API_REPORT} is not up to date; npx tsx tools/api-report.ts writes it`).toBe(written)
})
