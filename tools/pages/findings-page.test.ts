import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { findingsPage } from './findings-page.ts'

it('explains every code that a report can hold', async () => {
  const page = findingsPage()
  expect(page.match(/^### /gm)?.length).toBeGreaterThan(35)
  expect(page).not.toMatch(/undefined|NaN elements|\[object/)
  await expect(page).toMatchFileSnapshot(fileURLToPath(new URL('../../docs/findings.md', import.meta.url)))
})
