import { describe, expect, it } from 'vitest'
import { toPlain } from '#grading/model/value'
import { ask } from '../testing/ask.ts'
import { javascript } from './javascript.ts'

async function answerOf(source: string, ...args: number[]): Promise<unknown> {
  return await ask(javascript, { 'submission.ts': source }, async ({ call }) => {
    const answer = await call('f', ...args)
    return answer.ok ? toPlain(answer.value) : answer.fault
  })
}

describe('a hand-in that imports TensorFlow.js', () => {
  it.each([
    ['@tensorflow/tfjs', "import * as tf from '@tensorflow/tfjs'"],
    ['@tensorflow/tfjs-core', "import * as tf from '@tensorflow/tfjs-core'"],
    ['the default of @tensorflow/tfjs', "import tf from '@tensorflow/tfjs'"],
    ['@tensorflow/tfjs-node', "import * as tf from '@tensorflow/tfjs-node'"],
    ['by require', "const tf = require('@tensorflow/tfjs')"],
  ])('computes with it in its first call: %s', async (_, first) => {
    expect(await answerOf(`${first}\nexport const f = (x: number) => tf.tensor1d([x, 2]).square().sum().arraySync()`, 3)).toBe(13)
  })

  it('has layers and gradients of convolutions', async () => {
    const source = `
      import { sequential, layers } from '@tensorflow/tfjs-layers'
      import * as tf from '@tensorflow/tfjs-core'
      export const f = async () => {
        const model = sequential({ layers: [layers.conv2d({ inputShape: [6, 6, 1], filters: 2, kernelSize: 3 }), layers.flatten(), layers.dense({ units: 1 })] })
        model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
        const history = await model.fit(tf.ones([8, 6, 6, 1]), tf.ones([8, 1]), { epochs: 3, verbose: 0 })
        return history.history.loss.length
      }`
    expect(await answerOf(source)).toBe(3)
  })

  it('may wait for it at the top level', async () => {
    expect(
      await answerOf(
        "import * as tf from '@tensorflow/tfjs'\nawait tf.ready()\nawait tf.setBackend('cpu')\nexport const f = () => tf.scalar(2).arraySync()",
      ),
    ).toBe(2)
  })

  it('gets its own errors back with their place', async () => {
    expect(
      await answerOf("import * as tf from '@tensorflow/tfjs'\nexport const f = () => tf.matMul(tf.ones([2, 3]), tf.ones([2, 3]))"),
    ).toMatchObject({
      kind: 'exception',
      message: expect.stringContaining('inner shapes'),
      place: { file: 'submission.ts', line: 2 },
    })
  })

  it('sees errors of timers as errors of the call, although the wasm module listens for them too', async () => {
    const timer = 'export const f = () => new Promise(() => setTimeout(() => { throw new Error("in a timer") }, 1))'
    expect(await answerOf(`import '@tensorflow/tfjs'\n${timer}`)).toMatchObject({ kind: 'exception', message: 'in a timer' })
  })

  it('prints nothing by itself', async () => {
    await ask(
      javascript,
      { 'submission.ts': "import * as tf from '@tensorflow/tfjs'\nexport const f = () => tf.gather(tf.tensor1d([1]), [0]).arraySync()" },
      async ({ call, output }) => {
        await call('f')
        expect(output()).toMatchObject({ stdout: '', stderr: '' })
      },
    )
  })
})

describe('a hand-in that does not', () => {
  it('is started without it', async () => {
    await ask(javascript, { 'submission.ts': 'export const f = () => process.argv.length' }, async ({ call }) => {
      expect(await call('f')).toMatchObject({ ok: true, value: 4 })
    })
  })

  it('may not import other packages of that name', async () => {
    await expect(answerOf("import '@tensorflow/tfjs-vis'\nexport const f = () => 1")).rejects.toThrow('names a package')
  })
})
