import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '#cli/run'
import { fakeIo } from '#tools/testing/fake-io'
import { RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { readJournal } from '../../engine/read-journal.ts'
import { KIT_SEED_FILE, writeKitSeed } from '../kit-seed.ts'
import { drawSeed, runSeed } from './run-seed.ts'

async function grade(cwd: string, ...flags: string[]): Promise<{ code: number; seed: number | undefined; stdout: string; stderr: string }> {
  const io = fakeIo({ cwd, catalogue: SMALL_SHEET })
  const code = await run(['grade', 'class', '--sandbox', 'process', '--only', 'double', ...flags], io)
  const seed = readJournal(readFileSync(join(cwd, 'assay-out/journal.jsonl'), 'utf8')).header?.seed
  return { code, seed, stdout: io.stdout(), stderr: io.stderr() }
}

describe('grade without --seed', () => {
  it('draws one, says it and keeps it in the journal; --resume and a run after it take it again, --fresh draws another', async () => {
    const cwd = temporaryFolder({ 'class/ada/submission.ts': RIGHT_TS })
    const first = await grade(cwd)
    expect(first.seed).toBeGreaterThan(1)
    expect(first.stdout).toContain(`Seed ${first.seed}, drawn for this run; --seed ${first.seed} uses the same inputs again.\n`)
    const resumed = await grade(cwd, '--resume')
    expect(resumed.seed).toBe(first.seed)
    expect(resumed.stdout).toContain(`Seed ${first.seed}, of the run that was continued; --seed ${first.seed} uses`)
    expect(resumed.stdout).not.toContain('drawn for this run')
    expect(resumed.stderr).toContain('1 of 1 are kept from the previous run')
    const again = await grade(cwd)
    expect(again.seed).toBe(first.seed)
    expect(again.stderr).toMatch(
      new RegExp(`^assay: seed ${first.seed} of the run of [\\d-]+ [\\d:]+ UTC is used again; --fresh draws another`),
    )
    expect(again.stdout).not.toContain('drawn for this run')
    const fresh = await grade(cwd, '--fresh')
    expect(fresh.seed).not.toBe(first.seed)
    expect(fresh.stdout).toContain('drawn for this run')
  })

  it('leaves the seed of check and gate out', () => {
    for (let i = 0; i < 1000; i++) expect(drawSeed()).toBeGreaterThan(1)
  })

  it('says of the seed of check and gate that it is known', async () => {
    const { stderr, stdout } = await grade(temporaryFolder({ 'class/ada/submission.ts': RIGHT_TS }), '--seed', '1')
    expect(stderr).toContain('assay: seed 1 is the one that check and gate use, so its inputs are known; omit --seed to draw one\n')
    expect(stdout).not.toContain('drawn for this run')
  })
})

describe('the seed of a kit', () => {
  const made = (): string => {
    const folder = temporaryFolder({ 'handout/assay-kit/README.md': '' })
    writeKitSeed(join(folder, 'handout'), 7)
    return folder
  }
  const chosen = (folder: string, seed: number, kit: string): number => runSeed(folder, { seed, kit: [kit] }, folder, () => undefined)

  it.each(['handout', 'handout/assay-kit', 'handout/assay-kit-0.1.0.tgz'])('is refused where %s is named, and no other', (kit) => {
    const folder = made()
    expect(() => chosen(folder, 7, kit)).toThrow(
      `--seed 7 is the seed of the kit ${kit}: students have its inputs and answers; omit --seed`,
    )
    expect(chosen(folder, 8, kit)).toBe(8)
  })

  it('stands nowhere in what is kept of it', () => {
    expect(readFileSync(join(made(), 'handout', KIT_SEED_FILE), 'utf8')).toMatch(/^\{"salt":"[\da-f]{32}","digest":"[\da-f]{64}"\}\n$/)
  })

  it('cannot be compared with where nothing was kept', () => {
    const folder = made()
    expect(() => chosen(folder, 8, 'elsewhere/kit')).toThrow('--kit elsewhere/kit: no assay-kit.seed.json in it or beside it')
    writeFileSync(join(folder, KIT_SEED_FILE), '{}')
    expect(() => chosen(folder, 8, '.')).toThrow(`${KIT_SEED_FILE} contains no seed digest as assay kit writes it; build the kit again`)
  })
})
