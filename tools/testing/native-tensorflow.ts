import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { TFJS_VERSION } from '#grading/networks/backend/tfjs'

/** Of the library and of what is compiled against it, out of a wheel; the rest of it is Python. */
const UNPACK = `
import sys, zipfile
wheel, libraries, headers = sys.argv[1:]
with zipfile.ZipFile(wheel) as whole:
    for one in whole.infolist():
        name = one.filename
        if name.startswith('tensorflow/libtensorflow_'):
            one.filename = name.split('/')[-1]
            whole.extract(one, libraries)
        elif name.startswith(tuple('tensorflow/include/' + part for part in ('tensorflow/', 'tsl/', 'xla/tsl/'))):
            whole.extract(one, headers)
`

const PACKAGE = `@tensorflow/tfjs-node@${TFJS_VERSION}`

/** Where packages with a working tfjs-node lie, or why there are none: a sentence. */
export type NativeTensorflow = { readonly packages: string } | { readonly lacks: string }

/**
 * tfjs-node with the native library of a TensorFlow wheel, for machines where its own download fails: the package from npm, the wheel from pip,
 * and the compiler in between. Takes a minute and 1.5 GB.
 *
 * @param folder - empty.
 */
export async function nativeTensorflow(folder: string): Promise<NativeTensorflow> {
  const include = join(dirname(dirname(process.execPath)), 'include/node')
  if (!existsSync(join(include, 'node_api.h'))) return { lacks: `Node has no headers in ${include}` }
  const wheels = join(folder, 'wheels')
  const said =
    (await failed('python3', [
      '-m',
      'pip',
      'download',
      '--no-deps',
      '--only-binary',
      ':all:',
      '--quiet',
      '--dest',
      wheels,
      'tensorflow_cpu',
    ])) ?? (await failed('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', PACKAGE]))
  if (said !== undefined) return { lacks: said }
  const [wheel] = readdirSync(wheels)
  const own = join(folder, 'node_modules/@tensorflow/tfjs-node')
  const [libraries, binding, headers] = [join(own, 'deps/lib'), join(own, 'lib/napi-v8'), join(folder, 'headers')]
  mkdirSync(binding, { recursive: true })
  const missing =
    (await failed('python3', ['-c', UNPACK, join(wheels, wheel as string), libraries, headers])) ??
    (await failed('g++', [
      ...['-shared', '-fPIC', '-std=c++17', '-DNAPI_VERSION=8', `-I${join(headers, 'tensorflow/include')}`, `-I${include}`],
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(own, 'binding', name)),
      ...['-o', join(binding, 'tfjs_binding.node'), `-L${libraries}`, '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
      '-Wl,-rpath,$ORIGIN/../../deps/lib',
    ]))
  return missing === undefined ? { packages: join(folder, 'node_modules') } : { lacks: missing }
}

/** What a command that fails said of it; `undefined` if it does what it should. */
async function failed(command: string, args: readonly string[]): Promise<string | undefined> {
  try {
    await promisify(execFile)(command, args, { timeout: 300_000 })
    return undefined
  } catch (error) {
    const { message, stderr = '' } = error as Error & { readonly stderr?: string }
    return `${command} failed: ${stderr.split('\n').findLast((line) => /error/i.test(line)) ?? message.split('\n', 1)[0]}`
  }
}
