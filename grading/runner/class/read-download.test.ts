import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeClones } from '#tools/testing/downloads/clones'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { classContents } from './class-contents.ts'
import { readDownload, withCommits } from './read-download.ts'

it('takes no time of a commit that does not count', async () => {
  const folder = temporaryFolder()
  makeClones(folder)
  const clones = readdirSync(folder).map((id) => ({ id, path: join(folder, id) }))
  const found = await withCommits(folder, clones, new Date('2026-11-06T23:59:00Z'))
  const { recogniser, rows } = await readDownload(folder, found, await classContents(found))
  expect(recogniser.kind).toBe('github-classroom')
  const without = found.filter(({ refused }) => refused !== undefined).map(({ id }) => id)
  expect(without).toHaveLength(1)
  expect(rows.filter(({ submittedAt }) => submittedAt === undefined).map(({ submission }) => submission)).toEqual(without)
  expect(new Set(rows.flatMap(({ submittedAt }) => submittedAt ?? []))).toEqual(new Set(['2026-11-05T18:00:00.000Z']))
})
