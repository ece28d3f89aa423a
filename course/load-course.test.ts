import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CourseError } from './course-error.ts'
import { findCourse } from './find-course.ts'
import { loadCourse } from './load-course.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-course-'))
  mkdirSync(join(folder, 'class'))
  mkdirSync(join(folder, 'other/class'), { recursive: true })
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
  write(
    'course.yaml',
    'title: DL\ntimezone: Europe/Berlin\nroster: roster.csv\nsubmissions: submissions.csv\nextra-time: {Ada@example.org: 1 day}\n',
  )
  write('roster.csv', 'id,name,email\nu77,Ada,ada@example.org\n')
  write('submissions.csv', 'submission,submitted\nada,2026-12-07 23:59\n')
  write('lost.yaml', 'title: DL\nroster: no.csv\n')
  write('stranger.yaml', 'title: DL\nroster: roster.csv\nextra-time: {eve: 1 day}\n')
  write('respelt.yaml', 'title: DL\nroster: roster.csv\nextra-time: {U77: 1 day}\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a course', () => {
  it('is found beside the folder of its class', () => {
    expect(findCourse(join(folder, 'class'))).toBe(join(folder, 'course.yaml'))
    expect(findCourse(join(folder, 'other/class'))).toBeUndefined()
  })

  it('is loaded with its roster and records', async () => {
    expect((await loadCourse(join(folder, 'course.yaml'), 'course.yaml')).content).toMatchObject({
      course: { title: 'DL' },
      roster: [{ id: 'u77', email: 'ada@example.org' }],
      records: [{ submission: 'ada', submittedAt: '2026-12-07T22:59:00.000Z' }],
    })
  })

  it('has another digest when its roster changes', async () => {
    const { digest } = await loadCourse(join(folder, 'course.yaml'), 'course.yaml')
    writeFileSync(join(folder, 'roster.csv'), 'id,name,email\nu77,Ada,ada@example.org\nu78,Bo,\n')
    expect((await loadCourse(join(folder, 'course.yaml'), 'course.yaml')).digest).not.toBe(digest)
  })

  it.each([
    ['missing.yaml', 'missing.yaml: there is no such file'],
    ['class', 'class: is a folder; give the file'],
    ['lost.yaml', 'lost.yaml:2:1: roster no.csv cannot be read: there is no such file'],
    ['stranger.yaml', 'stranger.yaml:3:14: extra-time.eve is no student of the roster'],
    ['respelt.yaml', 'respelt.yaml:3:14: extra-time.U77 is no student of the roster'],
  ])('is refused: %s', async (name, says) => {
    await expect(loadCourse(join(folder, name), name)).rejects.toThrow(new CourseError(says))
  })
})
