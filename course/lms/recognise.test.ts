import { describe, expect, it } from 'vitest'
import type { DownloadRow } from './download.ts'
import { partsOf } from './parts-of.ts'
import { recognise } from './recognise.ts'

const download = (ids: readonly (string | DownloadRow)[], more: { readonly name?: string; readonly metadata?: string } = {}) => ({
  name: 'class',
  ...more,
  rows: ids.map((id) => (typeof id === 'string' ? { id } : id)),
})
const claimsOf = (...given: Parameters<typeof download>) => {
  const found = recognise(download(...given))
  return [found.kind, found.claims(download(...given))] as const
}

describe('a download of Moodle', () => {
  it('says name and participant, in folders of both generations', () => {
    const rows = [
      'Anne-Lise Müller_4711_assignsubmission_file',
      "Pat O'Neil_12_assignsubmission_file_",
      'A_B_7_assignsubmission_onlinetext',
    ]
    expect(claimsOf(rows)).toEqual([
      'moodle',
      [
        { submission: rows[0], claims: [{ name: 'Anne-Lise Müller', participant: '4711' }] },
        { submission: rows[1], claims: [{ name: "Pat O'Neil", participant: '12' }] },
        { submission: rows[2], claims: [{ name: 'A_B', participant: '7' }] },
      ],
    ])
  })

  it('says nothing but the number where marking is blind', () => {
    for (const name of ['Participant', 'Teilnehmer-in', 'Teilnehmer/in']) {
      expect(claimsOf([`${name}_4711_assignsubmission_file`])[1][0]?.claims).toEqual([{ anonymous: true, participant: '4711' }])
    }
  })

  it('has files by student where they lie flat', () => {
    const partOf = partsOf([])
    expect(partOf('Ada Ash_1_assignsubmission_file_my_work.py')).toEqual({
      student: 'Ada Ash_1',
      row: 'Ada Ash_1_assignsubmission_file',
      kind: 'file',
      file: 'my_work.py',
    })
    expect(partOf('Ada Ash_1_assignsubmission_file_')).not.toHaveProperty('file')
    expect(partOf('Ada Ash_1_assignsubmission_onlinetext')).toMatchObject({ student: 'Ada Ash_1', kind: 'text' })
    expect(partOf('ada')).toBeUndefined()
  })
})

describe('a download of Canvas', () => {
  const names = [
    'müllerannelise_1042_555001_deltas.py',
    'müllerannelise_1042_555009_my_report_2_3.ipynb',
    'oneilpat_LATE_1043_555002_deltas-1.py',
    'LATE_anon_aB3xZ_555003_deltas.py',
    'anon_cD4yW_555004_1_2_3.py',
    'oneilpat_1043_text.html',
  ]

  it('has files by student, under their own names', () => {
    expect(names.map(partsOf(names))).toEqual([
      { student: 'müllerannelise_1042', row: 'müllerannelise_1042', kind: 'file', file: 'deltas.py' },
      { student: 'müllerannelise_1042', row: 'müllerannelise_1042', kind: 'file', file: 'my_report_2_3.ipynb' },
      { student: 'oneilpat_1043', row: 'oneilpat_LATE_1043', kind: 'file', file: 'deltas-1.py' },
      { student: 'anon_aB3xZ', row: 'LATE_anon_aB3xZ', kind: 'file', file: 'deltas.py' },
      { student: 'anon_cD4yW', row: 'anon_cD4yW', kind: 'file', file: '1_2_3.py' },
      { student: 'oneilpat_1043', row: 'oneilpat_1043', kind: 'text' },
    ])
  })

  it('says name, user and what is late', () => {
    const rows = ['müllerannelise_1042', 'oneilpat_LATE_1043', 'LATE_anon_aB3xZ', 'anon_cD4yW'].map((id) => ({
      id,
      parts: [`${id}_5_a.py`],
    }))
    expect(claimsOf(rows)).toEqual([
      'canvas',
      [
        { submission: 'müllerannelise_1042', claims: [{ squeezedName: 'müllerannelise', id: '1042' }] },
        { submission: 'oneilpat_LATE_1043', claims: [{ squeezedName: 'oneilpat', id: '1043' }], markedLate: true },
        { submission: 'LATE_anon_aB3xZ', claims: [{ anonymous: true, participant: 'aB3xZ' }], markedLate: true },
        { submission: 'anon_cD4yW', claims: [{ anonymous: true, participant: 'cD4yW' }] },
      ],
    ])
  })

  it('is not seen in one file whose name has numbers by chance', () => {
    expect(partsOf(['ada', 'bob', 'hw_1_2_final.py'])('hw_1_2_final.py')).toBeUndefined()
    expect(claimsOf(['week_3', 'week_4'])[0]).toBe('folder')
  })
})

describe('an export of Gradescope', () => {
  it.each([
    [
      'plain keys of Ruby',
      `submission_123:
  :submitters:
  - :name: Anne-Lise Müller
    :sid: '0100'
    :email: am@example.org
  - :name: Pat O'Neil
    :sid: 0101
  :created_at: 2023-11-06 07:13:47.644186000 Z
  :score: 44.0
  :history:
  - :id: 120
    :created_at: 2023-11-05 08:00:00.000000000 -06:00
    :score: 1.0
`,
    ],
    [
      'keys in quotes',
      `submission_123: {":submitters": [{":name": "Anne-Lise Müller", ":sid": '0100', ":email": am@example.org}, {":name": "Pat O'Neil", ":sid": 0101}], ":created_at": 2023-11-06 07:13:47.644186000 Z, ":history": [{":id": 120, ":created_at": 2023-11-05 08:00:00.000000000 -06:00}]}\n`,
    ],
    [
      'no colons',
      `submission_123: {submitters: [{name: Anne-Lise Müller, sid: '0100', email: am@example.org}, {name: "Pat O'Neil", sid: 0101}], created_at: 2023-11-06 07:13:47 Z, history: [{id: 120, created_at: 2023-11-05 08:00:00 -06:00}]}\n`,
    ],
  ])('says who submitted and when, with %s', (_, metadata) => {
    const [kind, [row, other]] = claimsOf(['submission_123', 'submission_124'], { metadata })
    expect(kind).toBe('gradescope')
    expect(row).toEqual({
      submission: 'submission_123',
      claims: [
        { name: 'Anne-Lise Müller', id: '0100', email: 'am@example.org' },
        { name: "Pat O'Neil", id: '0101' },
      ],
      submittedAt: '2023-11-06T07:13:47.000Z',
      reference: '123',
      earlier: [{ reference: '120', submittedAt: '2023-11-05T14:00:00.000Z' }],
    })
    expect(other).toEqual({ submission: 'submission_124', claims: [], reference: '124' })
  })

  it.each([
    ['is no YAML', 'a: [b'],
    ['is a list', '- 1\n'],
    ['expands without end', [...Array(30).keys()].map((i) => `a${i + 1}: &a${i + 1} [${i === 0 ? 'x' : `*a${i}, *a${i}`}]\n`).join('')],
    ['is empty', ''],
  ])('is not one whose metadata %s', (_, metadata) => {
    expect(claimsOf(['submission_123'], { metadata })[0]).toBe('folder')
  })
})

describe('other downloads', () => {
  it('are clones of GitHub Classroom, called by the login behind the assignment', () => {
    const clones = ['sheet-7-octo-cat', 'sheet-7-ada'].map((id) => ({ id, clone: true }))
    expect(claimsOf(clones)).toEqual([
      'github-classroom',
      [
        { submission: 'sheet-7-octo-cat', claims: [{ id: 'octo-cat' }] },
        { submission: 'sheet-7-ada', claims: [{ id: 'ada' }] },
      ],
    ])
    expect(claimsOf(['ada', 'bob'].map((id) => ({ id, clone: true })))[0]).toBe('folder')
  })

  it('are submissions of nbgrader, with the time that it wrote', () => {
    const rows = [{ id: 'u77', timestamp: '2015-02-02 14:58:23.948203 America/Los_Angeles' }, { id: 'u78' }]
    expect(claimsOf(rows)).toEqual([
      'nbgrader',
      [
        { submission: 'u77', claims: [{ id: 'u77' }], submittedAt: '2015-02-02T22:58:23.000Z' },
        { submission: 'u78', claims: [{ id: 'u78' }] },
      ],
    ])
  })

  it('are folders called by their students, whatever else they could be', () => {
    expect(claimsOf(['u77', 'Ada Lind'])).toEqual([
      'folder',
      [
        { submission: 'u77', claims: [{ id: 'u77', name: 'u77' }] },
        { submission: 'Ada Lind', claims: [{ id: 'Ada Lind', name: 'Ada Lind' }] },
      ],
    ])
  })
})
