import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { readCourse } from './read-course.ts'
import { courseJsonSchema } from './schema.ts'
import { COURSE_TEMPLATE } from './template.ts'

/** With every example in force; remarks have one space after their sign. */
const whole = COURSE_TEMPLATE.replace(/^#(?=[a-z]| {2})/gm, '')

it('the course to start from is valid and changes nothing', () => {
  expect(readCourse(COURSE_TEMPLATE).course).toMatchObject({ title: 'Deep learning', exercises: [], dropLowest: 0 })
})

it('every example in it is valid, and no key is missing', () => {
  const { course } = readCourse(whole)
  expect(course).toMatchObject({ late: { maxDays: 3 }, attempts: { max: 5 }, lms: { kind: 'moodle' }, bonusLimit: 500 })
  const keys = Object.keys((courseJsonSchema() as { properties: object }).properties)
  expect(Object.keys(parse(whole)).sort()).toEqual(keys.sort())
})

it('the JSON schema accepts and refuses what the reader does', () => {
  const validate = new Ajv2020({ strict: false }).compile(courseJsonSchema())
  expect(validate(parse(whole)), JSON.stringify(validate.errors)).toBe(true)
  const example = readFileSync(new URL('../../examples/course/course.yaml', import.meta.url), 'utf8')
  expect(validate(parse(example)), JSON.stringify(validate.errors)).toBe(true)
  expect(validate({ title: 'DL', dew: '2026-12-07' })).toBe(false)
})

it('the JSON schema in the repository is that of the reader', () => {
  const file = JSON.parse(readFileSync(new URL('./course.schema.json', import.meta.url), 'utf8'))
  expect(file).toEqual(JSON.parse(JSON.stringify(courseJsonSchema())))
})
