import { basename } from 'node:path'
import * as z from 'zod'
import type { ModelFile } from '../../intake/models.ts'
import type { Task } from '../../reader/task.ts'
import type { StagedFolder } from '../adapter.ts'

const MOST_NOTES = 4
const LONGEST = 400
const Answer = z.object({ notes: z.array(z.string().max(LONGEST)).max(MOST_NOTES) })

/** What a state dict is read without, such as the rest of a checkpoint: whole sentences. */
export function notesTask(folder: StagedFolder, { file, declaration = '' }: ModelFile): Task<readonly string[]> {
  return {
    what: file,
    request: { op: 'state-dict', file, name: basename(file), declaration },
    folder,
    accept: (json) => Answer.parse(json).notes.map((note) => `${file} ${note}.`),
  }
}
