import { describe, expect, it } from 'vitest'
import type { ModelRole } from '#grading/model/exercise'
import { declaredNetworks } from './declared-models.ts'
import { readManifest } from './manifest.ts'

const ROLES: readonly ModelRole[] = [
  { role: 'cnn', entry: 'classify' },
  { role: 'ae-encoder', entry: 'aeEncode' },
  { role: 'ae-decoder', entry: 'aeDecode' },
  { role: 'cae-skip-encoder', entry: 'caeSkipEncode', gives: 'code and skips' },
  { role: 'cae-skip-decoder', entry: 'caeSkipDecode' },
  { role: 'cae-denoiser', entry: 'caeDenoise' },
]
const FILES = ['homework.ipynb', 'mnist_ae.pt', 'mnist_cnn.pt', 'nets/__init__.py', 'prob4_CNN.py', 'prob5_AE.py', 'work/prob6.py']

function declared(yaml: string, entry?: string) {
  const { models, remarks } = readManifest(`models:\n  ${yaml.replaceAll('\n', '\n  ')}\n`)
  expect(remarks).toEqual([])
  return declaredNetworks(models, { roles: ROLES, files: FILES, entry })
}

/** What keeps the one network of a file from being used. */
function refusal(yaml: string): string | undefined {
  return [...declared(yaml).refused.values()][0]
}

describe('models of submission.yaml', () => {
  it('answer for the functions of their role: as a whole, or by encoder and decoder', () => {
    const { networks, refused, remarks } = declared(
      'CNN: {class: prob4_CNN.Net, weights: ./mnist_cnn.pt}\nae: {class: prob5_AE.AE, weights: mnist_ae.pt, encode: encoder, decode: net.dec}',
    )
    expect([refused.size, remarks]).toEqual([0, []])
    expect(networks).toEqual([
      {
        ...{ name: 'cnn', class: { file: 'prob4_CNN.py', name: 'Net' }, weights: 'mnist_cnn.pt', arguments: {} },
        answers: [{ entry: 'classify', part: 'whole', skips: false }],
      },
      {
        ...{ name: 'ae', class: { file: 'prob5_AE.py', name: 'AE' }, weights: 'mnist_ae.pt', arguments: {} },
        answers: [
          { entry: 'aeEncode', part: 'encode', attribute: 'encoder', skips: false },
          { entry: 'aeDecode', part: 'decode', attribute: 'net.dec', skips: false },
        ],
      },
    ])
  })

  it('with skips hand them from the encoder to the decoder; a role may also be one half of a network', () => {
    const { networks } = declared('cae_skip: {class: prob5_AE.AE}\nae-encoder: {class: prob5_AE.Encoder}')
    expect(networks.map(({ answers }) => answers)).toEqual([
      [
        { entry: 'caeSkipEncode', part: 'encode', skips: true },
        { entry: 'caeSkipDecode', part: 'decode', skips: true },
      ],
      [{ entry: 'aeEncode', part: 'whole', skips: false }],
    ])
  })

  it.each([
    ['prob5_AE.AE', 'prob5_AE.py', 'AE'],
    ['prob5_AE.py:AE', 'prob5_AE.py', 'AE'],
    ['prob5_AE.py.AE', 'prob5_AE.py', 'AE'],
    ['homework.Net', 'homework.ipynb', 'Net'],
    ['nets.Net', 'nets/__init__.py', 'Net'],
    ['work/prob6.py:Net', 'work/prob6.py', 'Net'],
    ['work.prob6.Net', 'work/prob6.py', 'Net'],
    ['prob6.Net', 'work/prob6.py', 'Net'],
    ['Net', 'homework.ipynb', 'Net'],
  ])('find the class %s', (written, file, name) => {
    expect(declared(`cnn: {class: "${written}"}`, 'homework.ipynb').networks[0]?.class).toEqual({ file, name })
  })

  it('take arguments as numbers, words and lists, and the shape of an image', () => {
    const [network] = declared(
      'cnn: {class: prob4_CNN.Net, arguments: {k: 10, p: 2.5e-1, act: relu, deep: True, sizes: [784, 32], b: none}, input: [1, 28, 28]}',
    ).networks
    expect(network?.arguments).toEqual({ k: 10, p: 0.25, act: 'relu', deep: true, sizes: [784, 32], b: null })
    expect(network?.input).toEqual([1, 28, 28])
  })

  it.each([
    ['cnn: {weights: mnist_cn.pt}', 'there is no file mnist_cn.pt (did you mean mnist_cnn.pt?); `weights:` names a file of your folder.'],
    ['cnn: {class: prob5_AR.AE}', 'there is no file prob5_AR.py for the class `prob5_AR.AE` (did you mean prob5_AE.py?).'],
    ['cnn: {class: prob5_AE.AE, weight: mnist_ae.pt}', '`weight` is unknown (did you mean `weights`?).'],
    ['cnn: {class: Net}', 'which file has the class Net? Write the file and the class, such as prob5_AE.Net.'],
    ['cnn: {class: prob5_AE.AE(10)}', '`prob5_AE.AE(10)` is no class; write the file and the class, such as prob5_AE.AE.'],
    ['cnn: {encode: x}', 'says neither `class:` nor `weights:`; write `models: {ae: {class: prob5_AE.AE, weights: mnist_ae.pt}}`.'],
    ['cnn: {class: prob5_AE.AE, arguments: 10}', '`arguments:` must be a list of `name: value` lines.'],
    [
      'cnn: {class: prob5_AE.AE, input: [3, 28, 28]}',
      '`input:` must be the shape of one image of 784 pixels, such as [1, 28, 28] or [784].',
    ],
  ])('say what keeps %s from being used', (yaml, says) => {
    expect(refusal(yaml)).toBe(`submission.yaml, models, cnn: ${says}`)
  })

  it('say of what is not known what is meant', () => {
    expect(
      declared('cnm: {class: prob4_CNN.Net}\nae: {class: prob5_AE.AE, weights: mnist_ae.pt, decod: up}\nvae: {}\ndecoder: {}').remarks,
    ).toEqual([
      'models: `cnm` is unknown (did you mean `cnn`?). It was ignored.',
      'submission.yaml, models, ae: `decod` is unknown (did you mean `decode`?). It was ignored.',
      'models: `vae` is unknown (did you mean `ae`?). It was ignored.',
      'models: `decoder` is unknown; expected one of: cnn, ae, cae-skip, cae-denoiser. It was ignored.',
    ])
  })

  it('are not attempted while their weights are not there', () => {
    const { networks, refused, remarks } = declared(
      'cnn: {class: prob4_CNN.Net, weights: later.pt}\nae: {class: prob5_AE.AE, weights: too/late.pth}',
    )
    expect([networks, refused.size]).toEqual([[], 0])
    expect(remarks).toEqual(['submission.yaml, models: later.pt, too/late.pth are not there; what needs them is not attempted.'])
    const beside = declared(
      'ae: {class: prob5_AE.AE, weights: mnist_ae.pt}\ncae_skip: {class: prob5_AE.AE, weights: mnist_cae.pt}\ncnn: {class: prob4_CNN.Net, weights: mnist_cnn.pt}',
    )
    expect(beside.refused.size).toBe(0)
    expect(beside.remarks).toEqual(['submission.yaml, models: mnist_cae.pt is not there; what needs it is not attempted.'])
  })

  it('answer once for each function', () => {
    const { networks, remarks } = declared('ae: {class: prob5_AE.AE}\nae-encoder: {class: prob5_AE.AE}')
    expect(networks).toHaveLength(1)
    expect(remarks).toEqual(['submission.yaml, models, ae-encoder: another network answers for aeEncode already. It was ignored.'])
  })

  it('are left out where they have another form', () => {
    expect(readManifest('models:\n  ae: prob5_AE.AE\n').remarks).toEqual([
      'submission.yaml line 1: `models` must be a list of `role: {class: …, weights: …}` lines. It was ignored.',
    ])
  })
})
