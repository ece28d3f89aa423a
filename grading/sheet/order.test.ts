import { describe, expect, it } from 'vitest'
import { writtenOrder } from './order.ts'

describe('writtenOrder', () => {
  it.each([
    [{ '1a': 0, '1b': 0, '10': 0, '6': 0, '6, corrupted': 0 }, ['1a', '1b', '6', '6, corrupted', '10']],
    [{ bonus: 0, '2b': 0, '2a': 0 }, ['bonus', '2b', '2a']],
    [{ '2': 0, '1': 0, a: 0 }, ['1', '2', 'a']],
  ])('puts the keys of %j in order', (object, order) => expect(writtenOrder(Object.keys(object))).toEqual(order))
})
