import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

const PROGRAM = fileURLToPath(new URL('./cnn_in_torch.py', import.meta.url))

const Seconds = z.object({ inference: z.number().positive(), training: z.number().positive() })

export interface TorchWork {
  /** Images to classify. */
  readonly inference: number
  /** Images to take gradients of, `batch` at a time. */
  readonly training: number
  readonly chunk: number
  readonly batch: number
  readonly rounds: number
}

/**
 * What PyTorch needs with one thread for the reference CNN.
 * @returns undefined where there is no PyTorch.
 * @throws Error if there is one and it fails.
 */
export function torchSeconds({ inference, training, chunk, batch, rounds }: TorchWork): z.infer<typeof Seconds> | undefined {
  if (spawnSync('python3', ['-c', 'import torch'], { stdio: 'ignore' }).status !== 0) return undefined
  const numbers = [inference, training, chunk, batch, rounds].map(String)
  const { status, stdout, stderr } = spawnSync('python3', [PROGRAM, ...numbers], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the reference CNN does not run in PyTorch: ${stderr}`)
  return Seconds.parse(JSON.parse(stdout))
}
