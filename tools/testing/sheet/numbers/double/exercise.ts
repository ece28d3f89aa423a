import { caseSet, closeToReference } from '#checks'
import type { Exercise } from '#grading/model/exercise'

const small = caseSet('small', () => [{ args: [3] }, { args: [-1.5] }])
const large = caseSet('large', (random) => [{ args: [random.uniform(1e3, 1e4)] }])

const exercise: Exercise = {
  id: 'numbers/double',
  sheet: '1a',
  title: 'Double',
  points: 2,
  entries: [{ name: 'double', parameters: [{ name: 'x', shape: 'float' }], returns: 'float' }],
  checks: [
    closeToReference({ id: 'small', title: 'Small numbers', points: 1.5, entry: 'double', cases: small }),
    closeToReference({ id: 'large', title: 'Large numbers', points: 0.5, visibility: 'hidden', entry: 'double', cases: large }),
  ],
}

export default exercise
