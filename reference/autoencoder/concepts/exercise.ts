import { defineExercise } from 'assay'
import { essay } from 'assay/checks'

export default defineExercise({
  title: 'Three questions about autoencoders',
  checks: [
    essay({
      id: 'answers',
      title: 'Bottleneck, regularisation, denoising',
      points: 6,
      rubric: [
        { says: 'Bottleneck: a hidden layer of smaller dimension than the input ("undercomplete"); "different" is not enough.', points: 1 },
        {
          says: 'It cannot represent the identity on generic inputs, so it must keep the most useful directions. That a nonlinear net can memorise a finite training set does not contradict this.',
          points: 1,
        },
        {
          says: 'Regularisation: a penalty or constraint (sparsity, contraction, weight decay, noise) limits capacity or sensitivity even if the code is not smaller than the input; early stopping alone is not enough.',
          points: 1,
        },
        { says: 'It prefers sparse or robust representations and so prevents the trivial identity.', points: 1 },
        { says: 'Denoising: x is corrupted to x̃ ~ q(x̃ | x), and x̃ is what goes into the encoder.', points: 0.5 },
        {
          says: 'The loss compares the output g(f(x̃)) with the clean x, not with x̃, not with labels, and not codes with each other.',
          points: 1,
        },
        {
          says: 'The net therefore has to learn the structure of the data: E[x | x̃] for the squared error, or the score. That noise makes more data is not enough.',
          points: 0.5,
        },
      ],
    }),
  ],
})
