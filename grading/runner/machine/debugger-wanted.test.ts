import { expect, it } from 'vitest'
import { debuggerWanted } from './debugger-wanted.ts'

it.each([
  ['no flag', undefined, {}, []],
  ['a flag of Node', '--inspect', {}, ['--inspect=9230']],
  ['a flag in NODE_OPTIONS', '--inspect', { NODE_OPTIONS: '--max-old-space-size=99 --inspect' }, []],
  ['a flag that waits for the debugger', '--inspect-brk', {}, ['--inspect-brk']],
] as const)('knows of %s', (_, wanted, env, execArgv) => {
  expect(debuggerWanted('process', env, execArgv)).toBe(wanted)
})

it.each(['auto', 'bubblewrap'] as const)('refuses a debugger where sandbox %s holds submissions back', (sandbox) => {
  expect(() => debuggerWanted(sandbox, {}, ['--inspect'])).toThrow('or with --sandbox process if you trust the submission')
  expect(debuggerWanted(sandbox, { NODE_OPTIONS: '--inspector-less' }, [])).toBeUndefined()
})
