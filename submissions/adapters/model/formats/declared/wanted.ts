import { ModelRefusal } from '../../refusal.ts'
import { type Fields, fieldsOf, listIn, readJson, wrong } from '../read-json.ts'
import { readStateDict, type Wanted } from '../torch/read-state-dict.ts'

/** What a declaration says of the file of weights beside it. @throws ModelRefusal for a key that is no text. */
export function wantedBy(declared: Fields): Wanted {
  const key = declared.get('state_dict')
  if (key !== undefined && typeof key !== 'string') throw wrong('state_dict', 'declaration', key, 'a key of the checkpoint')
  const weights = listIn(declared, 'layers')
    .map((layer) => fieldsOf(layer)?.get('weights'))
    .filter((name) => typeof name === 'string')
  return key === undefined ? { weights } : { stateDict: key, weights }
}

/**
 * What is passed over or renamed in a file that torch.save wrote, none of whose numbers are read for it. The layers are not looked at.
 *
 * @returns parts of sentences that complete "models/cnn.pt …"; none for a file that is refused, which its own function says.
 */
export async function notesOfStateDict(weights: Uint8Array, name: string, declaration: Uint8Array): Promise<readonly string[]> {
  try {
    return (await readStateDict(weights, name, wantedBy(readJson(declaration)))).notes
  } catch (error) {
    if (error instanceof ModelRefusal) return []
    throw error
  }
}
