import type { ModelRole } from '#grading/model/exercise'
import { nameKey } from '#grading/model/value'
import { isCode } from './ignored.ts'
import type { WrittenFunctions } from './written-functions.ts'

const EXAMPLE = '`models: {ae: {class: prob5_AE.AE, weights: mnist_ae.pt}}`'
const MOST_NAMED = 3
const MOST_FILES = 20

/**
 * What to say of weights of PyTorch that nothing answers with: no code file names a function of a network, and submission.yaml declares none.
 *
 * @param files - of the hand-in, relative.
 * @param written - what a code file in Python says of the functions of the sheet; `undefined` where nobody knows.
 * @returns a whole sentence, or `undefined` where there is nothing to say.
 */
export async function undeclaredWeights(
  files: readonly string[],
  roles: readonly ModelRole[],
  written: (file: string) => Promise<WrittenFunctions | undefined>,
): Promise<string | undefined> {
  // Those in models/ answer by the names of their files.
  const weights = files.filter((file) => /\.(?:pt|pth)$/i.test(file) && !/(^|\/)models\//.test(file))
  const code = files.filter((file) => /\.(?:py|ipynb)$/i.test(file))
  if (weights.length === 0 || roles.length === 0 || (code.length === 0 && files.some(isCode)) || code.length > MOST_FILES) return undefined
  const asked = roles.map(({ entry }) => nameKey(entry))
  for (const file of code) {
    const says = await written(file)
    if (says === undefined || asked.some((name) => says.words.has(name) || says.bound.has(name))) return undefined
  }
  const more = weights.length > MOST_NAMED ? ` and ${weights.length - MOST_NAMED} more` : ''
  if (code.length === 0)
    return `${weights.slice(0, MOST_NAMED).join(', ')}${more}: weights alone do not say which network they belong to. Submit the notebook or the class of the network with them, and declare it in submission.yaml, such as ${EXAMPLE}.`
  const [are, each] = weights.length === 1 ? ['is a file', 'its class'] : ['are files', 'the class of each']
  return `${weights.slice(0, MOST_NAMED).join(', ')}${more} ${are} of weights that no function answers with. Declare ${each} in submission.yaml, such as ${EXAMPLE}.`
}
