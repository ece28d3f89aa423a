import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { ownFolder, put, take, told } from '../zip/testing/take.ts'
import { commitAt } from './commit-at.ts'
import { listCommit } from './unpack-commit.ts'

let clone = ''
function git(...args: readonly string[]): string {
  const env = { PATH: process.env.PATH ?? '', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
  return execFileSync('git', ['-C', clone, ...who, ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
}
function commit(at: string): string {
  git('add', '--all')
  const env = { PATH: process.env.PATH ?? '', GIT_COMMITTER_DATE: at, GIT_AUTHOR_DATE: at, GIT_CONFIG_GLOBAL: '/dev/null' }
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
  execFileSync('git', ['-C', clone, ...who, 'commit', '--quiet', '--message', 'Work'], { env })
  return git('rev-parse', 'HEAD')
}
const at = (until?: string) => commitAt(clone, until === undefined ? undefined : new Date(until))
const taken = async (until?: string): Promise<unknown> => told(await take(clone, { commit: await at(until) }))

beforeEach(() => {
  clone = join(ownFolder(), 'hw1-ada')
  mkdirSync(clone)
  git('init', '--quiet', '--initial-branch', 'main')
  put(clone, 'softmax.py', 'first\n')
})

describe('the commit that counts', () => {
  it('is the last one that is not after the deadline; what is not committed does not count', async () => {
    const first = commit('2026-11-01T10:00:00Z')
    put(clone, 'softmax.py', 'second\n')
    commit('2026-11-08T10:00:00Z')
    put(clone, 'softmax.py', 'not committed\n')
    expect(await at('2026-11-05T00:00:00Z')).toMatchObject({ hash: first, at: '2026-11-01T10:00:00+00:00' })
    expect(await taken('2026-11-05T00:00:00Z')).toEqual({ 'softmax.py': 'first\n' })
    expect(await taken()).toEqual({ 'softmax.py': 'second\n' })
  })

  it('is asked about where there is none', async () => {
    await expect(at()).rejects.toThrow('the repository has no commit yet')
    commit('2026-11-08T10:00:00Z')
    await expect(at('2026-11-05T00:00:00Z')).rejects.toThrow(/^no commit at or before 2026-11-05T00:00:00.000Z; if the clone is shallow/)
  })

  it('is found on a packed branch and on none', async () => {
    const first = commit('2026-11-01T10:00:00Z')
    git('pack-refs', '--all')
    expect((await at()).hash).toBe(first)
    git('checkout', '--quiet', '--detach')
    expect((await at()).hash).toBe(first)
  })
})

describe('the files of a commit', () => {
  it('are those that were committed: no links, no submodules, no replaced objects', async () => {
    symlinkSync('/etc/passwd', join(clone, 'secret.py'))
    put(clone, 'src/Übung.py', 'u')
    put(clone, '.DS_Store', '')
    const first = commit('2026-11-01T10:00:00Z')
    git('update-index', '--add', '--cacheinfo', `160000,${first},library`)
    git('commit', '--quiet', '--message', 'Add a submodule')
    expect(await taken()).toEqual({ 'softmax.py': 'first\n', 'src/Übung.py': 'u' })
    const { files, omissions } = await listCommit(await at())
    expect(files).toEqual(['softmax.py', 'src/Übung.py'])
    expect(omissions.map(({ name, why }) => `${name} ${why}`)).toEqual([
      '"library" is a submodule, which is not read; commit its files',
      '"secret.py" is a link; commit the file itself',
    ])
    const other = execFileSync('git', ['-C', clone, 'hash-object', '-w', '--stdin'], { input: 'replaced\n', encoding: 'utf8' }).trim()
    git('replace', git('rev-parse', 'HEAD:softmax.py'), other)
    expect(await taken()).toMatchObject({ 'softmax.py': 'first\n' })
  })

  it('are read without anything that the repository asks for', async () => {
    const marker = join(ownFolder(), 'ran')
    const run = `touch ${marker}; cat`
    put(clone, '.gitattributes', '*.py filter=evil diff=evil export-subst\n')
    commit('2026-11-01T10:00:00Z')
    for (const [key, value] of [
      ['filter.evil.smudge', run],
      ['filter.evil.required', 'true'],
      ['core.fsmonitor', run],
      ['core.pager', run],
      ['core.sshCommand', run],
      ['core.alternateRefsCommand', run],
      ['extensions.partialClone', 'origin'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.url', `ext::sh -c ${run}`],
      ['protocol.ext.allow', 'always'],
    ]) {
      git('config', key as string, value as string)
    }
    for (const hook of ['post-checkout', 'reference-transaction', 'pre-auto-gc']) {
      writeFileSync(join(clone, '.git/hooks', hook), `#!/bin/sh\ntouch ${marker}\n`, { mode: 0o755 })
    }
    expect(await taken()).toMatchObject({ 'softmax.py': 'first\n' })
    expect(existsSync(marker)).toBe(false)
  })

  it('are never borrowed from another repository', async () => {
    commit('2026-11-01T10:00:00Z')
    put(clone, '.git/objects/info/alternates', '/work/other/.git/objects\n')
    await expect(at()).rejects.toThrow('.git borrows its objects from elsewhere; clone it again without --reference')
  })

  it('are not looked for where .git leads elsewhere', async () => {
    const other = join(ownFolder(), 'worktree')
    put(other, '.git', 'gitdir: /somewhere/else\n')
    await expect(commitAt(other)).rejects.toThrow('.git is no repository of its own; clone it again')
    const linked = join(ownFolder(), 'linked')
    mkdirSync(linked)
    symlinkSync(join(clone, '.git'), join(linked, '.git'))
    await expect(commitAt(linked)).rejects.toThrow('.git is no repository of its own; clone it again')
  })
})
