import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelRole } from '#grading/model/exercise'
import { type Answer, DEFAULT_LIMITS, type Session } from '#grading/model/session'
import type { Submission } from '#grading/model/submission'
import type { Tensor } from '#grading/model/tensor'
import { isTensor, toPlain } from '#grading/model/value'
import { lacks } from '#tools/testing/require-tool'
import { openSubmission } from '../../open.ts'
import { readerOf } from '../../reader/reader.ts'
import { bubblewrapSandbox } from '../../sandbox/bubblewrap/bubblewrap.ts'
import { processSandbox } from '../../sandbox/process.ts'
import { told } from '../testing/ask.ts'

const ROLES: readonly ModelRole[] = [
  { role: 'cnn', entry: 'classify' },
  { role: 'ae-encoder', entry: 'aeEncode' },
  { role: 'ae-decoder', entry: 'aeDecode' },
  { role: 'cae-skip-encoder', entry: 'caeSkipEncode', gives: 'code and skips' },
  { role: 'cae-skip-decoder', entry: 'caeSkipDecode' },
]

/** The networks as students write them; what they are initialised with are their weights. */
const FILES: Readonly<Record<string, string>> = {
  'prob4_CNN.py': `
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3, stride=4)
        self.norm = nn.BatchNorm2d(2)
        self.dropout = nn.Dropout(0.5)
        self.fc = nn.Linear(98, 10)

    def forward(self, x):
        if x.shape[1:] != (1, 28, 28):
            raise ValueError('expected [N, 1, 28, 28]')
        return torch.log_softmax(self.fc(self.dropout(self.norm(self.conv(x)).flatten(1))), dim=1)
`,
  'prob5_AE.py': `
from torch import nn

class AE(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.decoder = nn.Sequential(nn.Linear(k, 784), nn.Sigmoid())
        self.encoder = nn.Linear(784, k)

    def forward(self, x):
        return self.decoder(self.encoder(x))
`,
  'prob6_CAE_skip.py': `
import torch
from torch import nn

class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 2, 3, padding=1), nn.Conv2d(2, 2, 3, padding=1)
        self.fc = nn.Linear(1568, 3)

    def forward(self, x):
        x1 = torch.relu(self.conv1(x))
        x2 = torch.relu(self.conv2(x1))
        return x1, x2, self.fc(x2.flatten(1))

class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 1568)
        self.out = nn.Conv2d(6, 1, 3, padding=1)

    def forward(self, z, skips):
        x2, x1 = skips
        return torch.sigmoid(self.out(torch.cat([self.fc(z).view(-1, 2, 28, 28), x2, 3 * x1], 1)))

class CAE_skip(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = Encoder(), Decoder()

    def forward(self, x):
        x1, x2, z = self.encoder(x)
        return self.decoder(z, [x2, x1])
`,
  'right.py': `
import copy, json, sys
import torch
from torch import nn
from prob4_CNN import Net
from prob5_AE import AE
from prob6_CAE_skip import CAE_skip

torch.manual_seed(1)
images = (torch.arange(3 * 784).reshape(3, 1, 28, 28) % 17) / 17
cnn, ae, skip = Net(), AE(4), CAE_skip()
cnn(images)  # moves the means of the batch normalisation
torch.save(cnn.state_dict(), 'mnist_cnn.pt')
torch.save(ae.state_dict(), 'mnist_ae.pt')
torch.save(skip.state_dict(), 'mnist_cae_skip.pt')
torch.save({'epoch': 3, 'model_state_dict': {'module.' + key: value for key, value in cnn.state_dict().items()}}, 'checkpoint.tar')
torch.save({'encoder': ae.encoder.state_dict(), 'decoder': ae.decoder.state_dict()}, 'halves.pt')
torch.save(copy.deepcopy(cnn).half().state_dict(), 'half.pt')
torch.save(cnn, 'whole.pt')
torch.save([1, 2], 'list.pt')
open('broken.pt', 'wb').write(b'nothing')
main = sys.modules['__main__']
main.Net = type('Net', (Net,), {'__module__': '__main__', '__qualname__': 'Net'})
of_notebook = main.Net()
of_notebook.load_state_dict(cnn.state_dict())
torch.save(of_notebook, 'of-notebook.pt')
cnn.eval()
with torch.no_grad():
    print(json.dumps({'cnn': cnn(images).tolist(), 'ae': ae(images.reshape(3, 784)).tolist(), 'skip': skip(images).reshape(3, 784).tolist()}))
`,
}

let root = ''
let right: Readonly<Record<'cnn' | 'ae' | 'skip', readonly (readonly number[])[]>>
const images: Tensor = { dtype: 'float32', shape: [3, 28, 28], data: Float32Array.from({ length: 3 * 784 }, (_, i) => (i % 17) / 17) }

function put(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true })
  writeFileSync(join(root, name), text)
}

/** With these networks declared. */
async function opened<T>(
  models: string,
  use: (session: Session, submission: Submission) => Promise<T>,
  sandbox = processSandbox,
): Promise<T> {
  put('submission.yaml', `models:\n  ${models}\n`)
  const submission = await openSubmission(root, {
    id: 'ada',
    exercises: [{ id: 'a/b', models: ROLES }],
    sandbox,
    reader: readerOf(processSandbox),
    limits: { ...DEFAULT_LIMITS, startUpMs: 120_000, callMs: 120_000, submissionMs: 300_000, memoryMiB: 1024 },
  })
  try {
    return await use(submission.session('a/b'), submission)
  } finally {
    await submission.close()
  }
}

function rowsOf(answer: Answer): readonly (readonly number[])[] {
  if (!answer.ok || !isTensor(answer.value)) throw new Error(`no tensor: ${JSON.stringify(answer)}`)
  const { data, shape } = answer.value
  const width = data.length / (shape[0] ?? 1)
  return Array.from({ length: shape[0] ?? 1 }, (_, i) => Array.from(data.slice(i * width, (i + 1) * width), Number))
}

function expectNear(answer: Answer, wanted: readonly (readonly number[])[]): void {
  const rows = rowsOf(answer)
  const away = rows.flatMap((row, i) => row.map((one, j) => Math.abs(one - (wanted[i]?.[j] ?? Number.NaN))))
  expect(Math.max(...away)).toBeLessThan(1e-4)
  expect(away).toHaveLength(wanted.flat().length)
}

describe.skipIf(lacks('torch', 'networks that submission.yaml declares'))(
  'networks that submission.yaml declares',
  { timeout: 180_000 },
  () => {
    beforeAll(() => {
      root = mkdtempSync(join(tmpdir(), 'assay-test-'))
      for (const [name, text] of Object.entries(FILES)) put(name, text)
      const made = spawnSync('python3', ['right.py'], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })
      if (made.status !== 0) throw new Error(made.stderr)
      right = JSON.parse(made.stdout)
      rmSync(join(root, 'right.py'))
    }, 120_000)
    afterAll(() => rmSync(root, { recursive: true, force: true }))

    it.skipIf(lacks('bwrap', 'networks in PyTorch in bubblewrap'))('answer inside the sandbox that isolates', async () => {
      await opened(
        'cnn: {class: prob4_CNN.Net, weights: mnist_cnn.pt}',
        async (session, submission) => {
          expect(submission).toMatchObject({ kind: 'python', remarks: [] })
          expectNear(await session.call('classify', [images]), right.cnn)
        },
        bubblewrapSandbox,
      )
    })

    it('are evaluated without dropout, whichever form the weights have', async () => {
      for (const weights of ['mnist_cnn.pt', 'checkpoint.tar', 'whole.pt']) {
        await opened(`cnn: {class: prob4_CNN.Net, weights: ${weights}}`, async (session, { output }) => {
          expectNear(await session.call('classify', [images]), right.cnn)
          expect(output().stderr).toBe(
            weights === 'whole.pt' ? 'whole.pt was saved in training mode; eval() was called, which turns dropout off.\n' : '',
          )
        })
      }
      await opened('cnn: {class: prob4_CNN.Net, weights: half.pt}', async (session) => {
        const rows = rowsOf(await session.call('classify', [images]))
        expect(Math.abs((rows[0]?.[0] ?? 0) - (right.cnn[0]?.[0] ?? 1))).toBeLessThan(0.02)
      })
    })

    it('are found in a notebook, as a class and as what a notebook has saved as a whole', async () => {
      const source = `${FILES['prob4_CNN.py']}\nraise RuntimeError("the data is elsewhere")\n`
      const cells = [{ cell_type: 'code', metadata: {}, execution_count: 1, outputs: [], source }]
      put('hw/homework.ipynb', JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: 'python3' } }, cells }))
      for (const weights of ['mnist_cnn.pt', 'of-notebook.pt']) {
        await opened(`cnn: {class: homework.Net, weights: ${weights}}`, async (session) => {
          expectNear(await session.call('classify', [images]), right.cnn)
        })
      }
      rmSync(join(root, 'hw'), { recursive: true })
    })

    it('take flat images where they begin with a linear layer, and decode in a new process', async () => {
      for (const weights of ['mnist_ae.pt', 'halves.pt']) {
        await opened(`ae: {class: prob5_AE.AE, weights: ${weights}, arguments: {k: 4}}`, async (session) => {
          const codes = await session.call('aeEncode', [images])
          if (!codes.ok) throw new Error(JSON.stringify(codes))
          await session.afresh?.()
          expectNear(await session.call('ae_decode', [codes.value]), right.ae)
          const one = rowsOf(await session.call('aeEncode', [{ ...images, shape: [1, 28, 28], data: images.data.slice(0, 784) }]))
          expectNear(codes, [...one, ...rowsOf(codes).slice(1)])
        })
      }
    })

    it('decode in a new process without a new one for the code beside them', async () => {
      put('submission.py', 'calls = 0\ndef count():\n    global calls\n    calls += 1\n    return calls\n')
      try {
        await opened('ae: {class: prob5_AE.AE, weights: mnist_ae.pt, arguments: {k: 4}}', async (session) => {
          const count = async (): Promise<unknown> => told(await session.call('count', []))
          expect([await count(), rowsOf(await session.call('aeEncode', [images])).length]).toEqual([1, 3])
          await session.afresh?.('aeDecode')
          expect(await count()).toBe(2)
          await session.afresh?.('count')
          expect(await count()).toBe(1)
          await session.afresh?.()
          expect(await count()).toBe(1)
        })
      } finally {
        rmSync(join(root, 'submission.py'))
      }
    })

    it('hand skips over as forward() does, whatever their order', async () => {
      await opened('cae_skip: {class: prob6_CAE_skip.CAE_skip, weights: mnist_cae_skip.pt}', async (session) => {
        const answer = await session.call('caeSkipEncode', [images])
        if (!answer.ok) throw new Error(JSON.stringify(answer))
        const record = answer.value as ReadonlyMap<string, unknown>
        const [code, skips] = [record.get('code') as Tensor, record.get('skips') as Tensor[]]
        expect([code.shape, ...skips.map(({ shape }) => shape)]).toEqual([
          [3, 3],
          [3, 2, 28, 28],
          [3, 2, 28, 28],
        ])
        await session.afresh?.()
        expectNear(await session.call('caeSkipDecode', [code, skips]), right.skip)
      })
    })

    it.each([
      ['cnn: {class: prob4_CNN.Nett, weights: mnist_cnn.pt}', 'prob4_CNN.py has no class Nett (did you mean Net?)'],
      [
        'cnn: {class: prob5_AE.AE, weights: mnist_cnn.pt}',
        "AE cannot be made with the arguments {}: missing a required argument: 'k'; write them in submission.yaml, such as `arguments: {k: 10}`",
      ],
      [
        'cnn: {class: prob4_CNN.Net, weights: mnist_ae.pt}',
        'mnist_ae.pt does not fit the class Net: the class has conv.weight, conv.bias, norm.weight and 5 more, the file has not; the file has decoder.0.weight, decoder.0.bias, encoder.weight and 1 more, the class has not',
      ],
      [
        'cnn: {class: prob5_AE.AE, weights: mnist_ae.pt, arguments: {k: 2}}',
        'mnist_ae.pt does not fit the class AE: decoder.0.weight [784, 4] in the file and [784, 2] in the class, encoder.weight [4, 784] in the file and [2, 784] in the class, encoder.bias [4] in the file and [2] in the class (was it trained with other arguments? Write them: `arguments: {k: 10}`)',
      ],
      [
        'cnn: {class: prob4_CNN.Net, weights: list.pt}',
        "list.pt holds a value of type list, not weights by name; save it with torch.save(net.state_dict(), 'list.pt')",
      ],
      [
        'cnn: {weights: mnist_cnn.pt}',
        'mnist_cnn.pt contains weights only; write in submission.yaml which class they belong to: `class: file.Class`',
      ],
      ['cnn: {class: prob4_CNN.Net, weights: mnist_cnn.pt, call: conf}', 'Net has no conf (did you mean conv?)'],
    ])('say what keeps %s from answering', async (models, message) => {
      await opened(models, async (session) => {
        expect(await session.call('classify', [images])).toMatchObject({ ok: false, fault: { kind: 'load-error', name: '', message } })
      })
    })

    it.each(['broken.pt', 'of-notebook.pt'])('say how %s should have been saved', async (weights) => {
      await opened(`cnn: {class: prob5_AE.AE, weights: ${weights}, arguments: {k: 4}}`, async (session) => {
        const answer = await session.call('classify', [images])
        expect(answer).toMatchObject({ ok: false, fault: { kind: 'load-error', message: expect.stringMatching(/state_dict\(\)/) } })
      })
    })

    it('name the parts there are where encoder and decoder are called otherwise', async () => {
      await opened('ae: {class: prob4_CNN.Net, weights: mnist_cnn.pt}', async (session) => {
        expect(await session.call('aeEncode', [images])).toMatchObject({
          fault: {
            message:
              'Net has no encoder (its parts are conv, norm, dropout, fc); write in submission.yaml which module or method it is, such as `encode: conv`',
          },
        })
      })
    })

    it("keep the student's own error and its line", async () => {
      await opened('cnn: {class: prob4_CNN.Net, weights: mnist_cnn.pt, input: [784]}', async (session) => {
        expect(await session.call('classify', [images])).toMatchObject({
          fault: { kind: 'exception', name: 'ValueError', message: 'expected [N, 1, 28, 28]', place: { file: 'prob4_CNN.py', line: 15 } },
        })
      })
    })

    it('leave everything else to the code', async () => {
      put('submission.py', 'def classify(images):\n    return 1\n\ndef ae_encode(images):\n    return 2\n')
      await opened('cnn: {class: prob4_CNN.Net, weights: mnist_cnn.pt}', async (session) => {
        expect(rowsOf(await session.call('classify', [images]))).toHaveLength(3)
        const answer = await session.call('aeEncode', [images])
        expect(answer.ok && toPlain(answer.value)).toBe(2)
        expect(await session.call('aeDecode', [images])).toMatchObject({ fault: { kind: 'missing-entry' } })
      })
      rmSync(join(root, 'submission.py'))
    })
  },
)
