import type { Mistake } from 'assay/checks'
import type { Matrix, Vector } from 'assay/math'

const COUNTED = 'What do the entries of your matrix add up to?'

/** Of `confusion_matrix(labels, predictions, classes)`. */
export const ofMatrix: readonly Mistake[] = [
  {
    id: 'row-per-prediction',
    says: 'a matrix with a row per prediction, where a row per true class is asked for; it is accepted when `matrix: row-per-prediction` is declared',
    hint: 'What do the sums of your rows count, and what those of your columns?',
    answer: (_args, right) => transpose(right as Matrix),
  },
  {
    id: 'normalised-rows',
    says: 'the counts divided by the sum of their row: shares of each class instead of counts',
    hint: COUNTED,
    answer: (_args, right) => shares(right as Matrix, 0),
  },
  {
    id: 'normalised-rows',
    says: 'the counts divided by the sum of their row, NaN where a class does not occur: shares of each class instead of counts',
    hint: COUNTED,
    answer: (_args, right) => shares(right as Matrix, Number.NaN),
  },
  {
    id: 'normalised-columns',
    says: 'the counts divided by the sum of their column: shares of each prediction instead of counts',
    hint: COUNTED,
    answer: (_args, right) => transpose(shares(transpose(right as Matrix), 0)),
  },
  {
    id: 'normalised-all',
    says: 'the counts divided by the number of predictions: shares instead of counts',
    hint: COUNTED,
    answer: (_args, right) => {
      const total = sum((right as Matrix).flat())
      return (right as Matrix).map((row) => row.map((count) => (total === 0 ? 0 : count / total)))
    },
  },
  {
    id: 'not-counted',
    says: '1 wherever a pair occurs at all: its occurrences are not added up',
    hint: COUNTED,
    answer: (_args, right) => (right as Matrix).map((row) => row.map((count) => Math.min(1, count))),
  },
  {
    id: 'absent-classes-dropped',
    says: 'a matrix of the classes that occur only: it has a row and a column for every class, also for those that do not occur',
    hint: 'How many rows does your matrix have if nobody wrote a 7?',
    answer: ([labels, predictions], right) => {
      const present = new Set([...(labels as Vector), ...(predictions as Vector)])
      const keep = (_: unknown, label: number): boolean => present.has(label)
      return (right as Matrix).filter(keep).map((row) => row.filter(keep))
    },
  },
  {
    id: 'right-answers-only',
    says: 'the right answers on the diagonal, without those that were confused',
    answer: (_args, right) => (right as Matrix).map((row, i) => row.map((count, j) => (i === j ? count : 0))),
  },
]

function shares(matrix: Matrix, empty: number): number[][] {
  return matrix.map((row) => {
    const total = sum(row)
    return row.map((count) => (total === 0 ? empty : count / total))
  })
}

function transpose(matrix: Matrix): number[][] {
  return matrix.map((_, i) => matrix.map((row) => row[i] as number))
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0)
}
