import type { Plain } from 'assay'
import type { Mistake } from 'assay/checks'

const norm = (vector: readonly number[]): number => Math.hypot(...vector)
const oneNorm = (vector: readonly number[]): number => vector.reduce((sum, x) => sum + Math.abs(x), 0)

/** A mistake that goes from v by some other displacement, computed from the gradient and the step size. */
function displacement(
  id: string,
  says: string,
  step: (grad: readonly number[], size: number) => readonly number[],
  hint?: string,
): Mistake {
  const answer = (args: readonly Plain[]): Plain => {
    const [v, grad, size] = args as [number[], number[], number]
    const moved = step(grad, size)
    return v.map((x, i) => x + (moved[i] as number))
  }
  return hint === undefined ? { id, says, answer } : { id, says, answer, hint }
}

/** A mistake that hands back the displacement without the point it starts from. */
function withoutStart(answerOf: (grad: readonly number[], size: number) => readonly number[]): Mistake {
  return {
    id: 'displacement-only',
    says: 'the displacement Δv alone; the function returns the new point',
    answer: (args) => {
      const [, grad, size] = args as [number[], number[], number]
      return answerOf(grad, size)
    },
  }
}

export const uphill = 'Which way does your point move where C′ is positive?'
export const tenfold = 'What happens to the step length when you multiply C by 10?'

export const gradientStepMistakes: readonly Mistake[] = [
  displacement('plus-eta', 'v + η∇C: the point moves up the slope', (grad, eta) => grad.map((g) => eta * g), uphill),
  displacement(
    'eta-squared',
    'v − η²∇C: the learning rate has been applied twice',
    (grad, eta) => grad.map((g) => -eta * eta * g),
    'How far do you go when you double η?',
  ),
  displacement(
    'sign-only',
    'v − η sgn ∇C: only the sign of the slope is left',
    (grad, eta) => grad.map((g) => -eta * Math.sign(g)),
    tenfold,
  ),
  displacement(
    'normalised',
    'v − η∇C/‖∇C‖: the gradient has been divided by its length, which makes it the rule of fixed length',
    (grad, eta) => grad.map((g) => (-eta * g) / (norm(grad) || 1)),
    tenfold,
  ),
  displacement(
    'clipped',
    'v − η∇C with a gradient clipped to length 1: steep places are left more slowly than the rule says',
    (grad, eta) => grad.map((g) => (-eta * g) / Math.max(1, norm(grad))),
    tenfold,
  ),
  displacement(
    'absolute-slope',
    'v − η|∇C|: the point moves left whatever the sign of the slope',
    (grad, eta) => grad.map((g) => -eta * Math.abs(g)),
    uphill,
  ),
  withoutStart((grad, eta) => grad.map((g) => -eta * g)),
]

export const howLong = 'How long is your step for the gradient (3, −4)?'

export const fixedLengthMistakes: readonly Mistake[] = [
  displacement(
    'plus-epsilon',
    'v + ε∇C/‖∇C‖: the point moves up the slope',
    (grad, size) => grad.map((g) => (size * g) / (norm(grad) || 1)),
    uphill,
  ),
  displacement(
    'squared-norm',
    'v − ε∇C/‖∇C‖²: divided by the square of the length',
    (grad, size) => grad.map((g) => (-size * g) / (norm(grad) ** 2 || 1)),
    tenfold,
  ),
  displacement(
    'one-norm',
    'v − ε∇C/Σ|∂C|: divided by the sum of the absolute entries, not by the length',
    (grad, size) => grad.map((g) => (-size * g) / (oneNorm(grad) || 1)),
    howLong,
  ),
  displacement(
    'sign-of-each',
    'v − ε sgn ∇C, entry by entry: in more than one dimension that is neither length ε nor the direction of the gradient',
    (grad, size) => grad.map((g) => -size * Math.sign(g)),
    howLong,
  ),
  displacement(
    'plain-rule',
    'v − ε∇C, the plain rule: its length depends on how steep C is',
    (grad, size) => grad.map((g) => -size * g),
    tenfold,
  ),
  withoutStart((grad, size) => grad.map((g) => (-size * g) / (norm(grad) || 1))),
]
