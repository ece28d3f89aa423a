import { packTar } from 'modern-tar'
import { type WrittenEntry, writeZip } from '#submissions/intake/zip/testing/write-zip'
import { CLASS, fullName, type Invented, PEOPLE, RIGHT, STRANGER, squeezed, WRONG } from './people.ts'

const { umlaut, apostrophe, rightToLeft, thorn, long, wide, diaeresis, latin1 } = PEOPLE
/** Stored, not deflated: the bytes are the same with every zlib. */
const stored = (name: string | Uint8Array, data: string | Uint8Array = ''): WrittenEntry => ({ name, data, method: 0 })
const zip = (...entries: readonly WrittenEntry[]): Buffer => writeZip(entries)

/** What each student of a platform handed in, by file: the same everywhere, but for what a platform cannot carry. */
const WORK: ReadonlyMap<Invented, readonly (readonly [file: string, data: string | Uint8Array])[]> = new Map([
  [umlaut, [['step.py', RIGHT]]],
  [apostrophe, [['hw1.zip', zip(stored('hw1/src/step.py', RIGHT), stored('hw1/src/.DS_Store'))]]],
  [rightToLeft, [['step.py', WRONG]]],
  [
    thorn,
    [
      ['step.py', RIGHT],
      ['report.pdf', '%PDF-1.4\n'],
    ],
  ],
  [long, [['step.py', RIGHT]]],
  [wide, [['step.ipynb.txt', '{}']]],
  [diaeresis, [['stpe.py', RIGHT]]],
  [latin1, [['step.py', RIGHT]]],
  [STRANGER, [['step.py', WRONG]]],
])
const each = <T>(make: (person: Invented, file: string, data: string | Uint8Array) => T): readonly T[] =>
  [...WORK].flatMap(([person, files]) => files.map(([file, data]) => make(person, file, data)))

/** Moodle 4.1, in folders: a name in NFD, one in Latin-1 that does not say so, an online text, a virtual environment. */
export function moodleFolders(): Buffer {
  const folder = (person: Invented, kind = 'file'): string => `${fullName(person)}_${person.number}_assignsubmission_${kind}/`
  const entries = each((person, file, data) => {
    const name = `${folder(person)}${file}`
    if (person === latin1) return stored(Buffer.from(name, 'latin1'), data)
    return stored(person === umlaut ? name.normalize('NFD') : name, data)
  })
  const beside = [
    stored(`${folder(long, 'onlinetext')}onlinetext.html`, '<p>See my file.</p>'),
    stored(`${folder(thorn)}.venv/pyvenv.cfg`, 'home = /usr/bin\n'),
    stored(`${folder(thorn)}.venv/lib/python3.11/site-packages/x.py`, 'x = 1\n'),
    stored(`__MACOSX/${folder(thorn)}._step.py`),
  ]
  return zip(...entries, ...beside)
}

/** Before Moodle 3.1, and where it is chosen: no folders. */
export function moodleFlat(): Buffer {
  return zip(...each((person, file, data) => stored(`${fullName(person)}_${person.number}_assignsubmission_file_${file}`, data)))
}

/** Blind marking; Moodle before 4.1 has an underscore behind the folder. */
export function moodleBlind(): Buffer {
  return zip(...each((person, file, data) => stored(`Participant_${person.number}_assignsubmission_file_/${file}`, data)))
}

export function canvasFiles(): Buffer {
  let attachment = 555_000
  const name = (person: Invented, file: string, late = ''): string => `${squeezed(person)}${late}_${person.number}_${++attachment}_${file}`
  const entries = each((person, file, data) => {
    // Submitted again: Canvas numbers the file.
    if (person === umlaut) return stored(name(person, 'step-1.py', '_LATE'), data)
    return stored(name(person, file), data)
  })
  return zip(...entries, stored(`${squeezed(long)}_${long.number}_text.html`, '<p>See my file.</p>'))
}

export function canvasAnonymous(): Buffer {
  let attachment = 556_000
  const entries = each((person, file, data) => {
    const late = person === thorn ? 'LATE_' : ''
    return stored(`${late}anon_aB${person.number}Z_${++attachment}_${file}`, data)
  })
  return zip(...entries)
}

/** An export with a group of two, a history, a submission without its student's number, and Ruby's keys. */
export function gradescopeExport(): Buffer {
  const entries = each((person, file, data) => stored(`assignment_99_export/submission_${person.number}/${file}`, data))
  const metadata = [...WORK.keys()]
    .filter((person) => person !== apostrophe)
    .map((person) => {
      const members = person === umlaut ? [umlaut, apostrophe] : [person]
      const submitters = members.map((one) => {
        const sid = one === rightToLeft ? '' : `\n    :sid: '${one.id}'`
        return `  - :name: ${JSON.stringify(fullName(one))}${sid}\n    :email: ${one.email}\n`
      })
      const day = person === thorn ? '09' : '06'
      const history =
        person === thorn ? '  :history:\n  - :id: 4600\n    :created_at: 2026-11-05 20:00:00.000000000 Z\n    :score: 1.0\n' : ''
      return `submission_${person.number}:\n  :submitters:\n${submitters.join('')}  :created_at: 2026-11-${day} 07:13:47.644186000 Z\n  :score: 0.0\n${history}`
    })
  const group = entries.filter((entry) => !String(entry.name).includes(`submission_${apostrophe.number}/`))
  return zip(stored('assignment_99_export/submission_metadata.yml', metadata.join('')), ...group, stored('__MACOSX/._assignment_99_export'))
}

/** `submitted/<student>/<assignment>/`, of two assignments. */
export async function nbgraderCourse(): Promise<Buffer> {
  const files = each((person, file, data) => [`course/submitted/${person.login}/ps1/${file}`, data] as const)
  const times = [...WORK.keys()].flatMap((person) => [
    [`course/submitted/${person.login}/ps1/timestamp.txt`, '2026-11-06 08:13:47.644186 Europe/Berlin'] as const,
    [`course/submitted/${person.login}/ps2/step.py`, WRONG] as const,
  ])
  const written = [...files, ...times, ['course/source/ps1/step.py', RIGHT] as const]
  const entries = written.map(([name, data]) => {
    const body = Buffer.from(data as string)
    return { header: { name, size: body.length, type: 'file' as const, mtime: new Date('2026-11-06T08:00:00Z'), mode: 0o644 }, body }
  })
  return Buffer.from(await packTar(entries))
}

/** A zip of zips, one of each student, inside another one. */
export function zipOfZips(): Buffer {
  const inner = each((person, file, data) => stored(`${person.id}.zip`, zip(stored(file, data)))).filter(
    (entry, i, all) => all.findIndex(({ name }) => name === entry.name) === i,
  )
  return zip(stored('hw1/submissions.zip', zip(...inner)))
}

/** Nothing in it is what a program grades. */
export function unrecognised(): Buffer {
  return zip(...CLASS.map((person) => stored(`${fullName(person)}/homework.docx`, 'PK')))
}
