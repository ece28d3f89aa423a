import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLASS, PEOPLE, RIGHT, WRONG } from './people.ts'

/**
 * Clones of GitHub Classroom in a folder: each has a first commit before the deadline of 2026-11-06 23:59 UTC; one changes its work after it, one
 * commits after it only.
 */
export function makeClones(folder: string): void {
  for (const person of CLASS) {
    if (person === PEOPLE.missing) continue
    const clone = join(folder, `sheet-1-${person.login}`)
    mkdirSync(clone, { recursive: true })
    git(clone, ['init', '--quiet', '--initial-branch', 'main'])
    if (person !== PEOPLE.thorn) commit(clone, person === PEOPLE.rightToLeft ? WRONG : RIGHT, '2026-11-05T18:00:00Z')
    if (person === PEOPLE.thorn || person === PEOPLE.umlaut) commit(clone, `${WRONG}# late\n`, '2026-11-07T18:00:00Z')
  }
}

function commit(clone: string, text: string, at: string): void {
  writeFileSync(join(clone, 'step.py'), text)
  git(clone, ['add', '--all'])
  git(clone, ['commit', '--quiet', '--message', 'Work'], at)
}

function git(clone: string, args: readonly string[], at = ''): void {
  const env = { PATH: process.env.PATH ?? '', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  const dates = at === '' ? {} : { GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at }
  const who = ['-c', 'user.name=Student', '-c', 'user.email=student@example.org']
  execFileSync('git', ['-C', clone, ...who, ...args], { env: { ...env, ...dates }, stdio: ['ignore', 'ignore', 'pipe'] })
}
