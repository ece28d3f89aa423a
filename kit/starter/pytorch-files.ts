import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { z } from 'zod'
import { nameKey } from '#grading/model/value'
import type { CatalogueEntry } from '#grading/sheet/catalogue'

/** Networks as `models:` of submission.yaml declares them. */
export type Networks = Readonly<Record<string, { readonly class: string; readonly weights: string; readonly [part: string]: string }>>

const FOLDER = 'pytorch'
const NETWORKS = 'networks.json'
const Networks = z.record(z.string(), z.looseObject({ class: z.string(), weights: z.string() }))

/** The networks that an exercise suggests for a hand-in in PyTorch; an empty record where it asks for none. */
export function networksOf({ folder }: CatalogueEntry): Networks {
  const file = join(folder, FOLDER, NETWORKS)
  return existsSync(file) ? (Networks.parse(JSON.parse(readFileSync(file, 'utf8'))) as Networks) : {}
}

/** The files that the classes of these networks stand in, without their layers. */
export function classFiles({ folder }: CatalogueEntry): readonly { readonly path: string; readonly content: string }[] {
  const own = join(folder, FOLDER)
  if (!existsSync(own)) return []
  return readdirSync(own)
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map((path) => ({ path, content: readFileSync(join(own, path), 'utf8') }))
}

/** `models:` of submission.yaml, a line for each network. */
export function modelLines(networks: Networks): string {
  const lines = Object.entries(networks).map(
    ([name, fields]) => `  ${name}: ${stringify(fields, { collectionStyle: 'flow', lineWidth: 0 }).trim()}`,
  )
  return `models:\n${lines.join('\n')}\n`
}

/** What the first cell of a notebook in PyTorch holds. */
export const FIRST_CELL = `import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn

TRAIN = False  # True while you train: nothing is trained again while your work is graded`

/** A cell that trains a network and saves its weights. */
export function trainingCell(name: string, { class: path, weights }: Networks[string]): string {
  const [module, made] = [path.slice(0, path.lastIndexOf('.')), path.slice(path.lastIndexOf('.') + 1)]
  return `from ${module} import ${made}

${name} = ${made}()
if TRAIN:
    # Your training.
    torch.save(${name}.state_dict(), "${weights}")`
}

/** A starter in Python without the functions that declared networks answer for. */
export function withoutAnswered(starter: string, { exercise }: CatalogueEntry): string {
  const answered = new Set((exercise.models ?? []).map(({ entry }) => nameKey(entry)))
  return starter
    .split(/^(?=def )/m)
    .filter((part) => !answered.has(nameKey(/^def (\w+)/.exec(part)?.[1] ?? '')))
    .join('')
    .trim()
}
