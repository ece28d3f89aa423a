export { confusionMatrix, logits as classify, mostConfused } from './digits.ts'
