export interface Losses {
  readonly model: 'cae' | 'cae_skip'
  readonly epoch: number
  readonly train_loss: number
  readonly test_loss: number
  readonly reduction: 'mean'
  readonly target: 'clean'
}

/** Of the shipped networks after their last epoch: means per pixel of (output − clean image)², as their training printed them. */
export const HISTORY: readonly Losses[] = [
  { model: 'cae', epoch: 3, train_loss: 0.01159, test_loss: 0.011362, reduction: 'mean', target: 'clean' },
  { model: 'cae_skip', epoch: 3, train_loss: 0.006478, test_loss: 0.0062641, reduction: 'mean', target: 'clean' },
]
