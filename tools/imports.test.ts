import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { filesBelow } from '#grading/runner/files/files-below'
import { ROOMS } from './rooms.ts'

const ROOT = join(import.meta.dirname, '..')
const CLIMB = /^(?:import|export) .*from '(?:\.\.\/){3}|^\} from '(?:\.\.\/){3}/m
/** Copied and staged beside the harness; its tests name it by path. */
const BY_PATH = /^reference\//

it('no import climbs three levels', () => {
  const files = ROOMS.flatMap((room) => filesBelow(join(ROOT, room))).filter((file) => file.endsWith('.ts'))
  const climbing = files.filter((file) => CLIMB.test(readFileSync(file, 'utf8'))).map((file) => relative(ROOT, file))
  expect(files.length).toBeGreaterThan(900)
  expect(climbing.filter((file) => !BY_PATH.test(file))).toEqual([])
})

/** A kit contains what judges, and nothing that plans. */
const OF_KINDS = /from '(?:#checks|\.\.)\/kinds\//
const ofKinds = (text: string): boolean => OF_KINDS.test(text)

it('what judges imports nothing of the kinds that plan', () => {
  const files = filesBelow(join(ROOT, 'checks/judging')).filter((file) => !file.includes('.test.'))
  expect(files.length).toBeGreaterThan(8)
  expect(files.filter((file) => ofKinds(readFileSync(file, 'utf8'))).map((file) => relative(ROOT, file))).toEqual([])
})

it.each(["import { once } from '../kinds/model-quality.ts'", "export type { A } from '#checks/kinds/exact'"])(
  'a planted import of a kind is found: %s',
  (text) => expect(ofKinds(text)).toBe(true),
)

it.each([
  "import { a } from '../../../grading/model/value.ts'",
  "export type { A } from '../../../a.ts'",
  "import {\n  a,\n} from '../../../../a.ts'",
])('a planted climb is found: %s', (text) => expect(CLIMB.test(text)).toBe(true))

it.each(["import { a } from '../../a.ts'", "import { a } from '#grading/model/value'"])('and no other: %s', (text) =>
  expect(CLIMB.test(text)).toBe(false),
)
