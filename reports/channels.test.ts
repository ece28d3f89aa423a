import { describe, expect, it } from 'vitest'
import { classConsole } from './console/class-console.ts'
import { studentConsole } from './console/student-console.ts'
import { annotations } from './github/annotations.ts'
import { stepSummary } from './github/step-summary.ts'
import { html } from './html/html.ts'
import { studentView } from './html/student-view.ts'
import { asset, load } from './html/templates.ts'
import { formats } from './index.ts'
import { hostileStudents } from './sample/hostile.ts'
import { HOSTILE } from './sample/hostile-text.ts'
import { sampleClass } from './sample/sample-class.ts'
import { runResult, viewOf } from './sample/sample-run.ts'
import { htmlFaults } from './testing/html-guard.ts'
import { consoleFaults, csvFaults, type Guard, githubFaults, jsonFaults, markdownFaults, xmlFaults } from './testing/text-guards.ts'

const attackers = hostileStudents()
const students = [...sampleClass(), ...attackers]
const BY_ENDING: Readonly<Record<string, Guard>> = { html: htmlFaults, csv: csvFaults, xml: xmlFaults, json: jsonFaults }
const written = formats.flatMap((format) => format.render(viewOf(students, { 'unit/hostile': HOSTILE.join('\n\n') })))

describe('what every submission can put into a report', () => {
  it('is told by a hundred texts or so, each in every place', () => {
    expect(HOSTILE.length).toBeGreaterThan(80)
    expect(new Set(HOSTILE).size).toBe(HOSTILE.length)
    expect(attackers).toHaveLength(HOSTILE.length)
  })

  it('acts on no reader of a file that is written', () => {
    const seen = new Set<string>()
    for (const { path, content } of written) {
      const ending = path.split('.').at(-1) ?? ''
      const guard = BY_ENDING[ending]
      if (guard === undefined) throw new Error(`${path}: no guard for this kind of file; write one`)
      seen.add(ending)
      expect(guard(content).slice(0, 5), path).toEqual([])
    }
    expect([...seen].sort()).toEqual(['csv', 'html', 'json', 'xml'])
    expect(written.length).toBeGreaterThan(students.length)
  })

  it.each([50, 80, 120])('acts on no terminal of %i columns', (width) => {
    for (const colour of [true, false]) {
      for (const student of attackers) expect(consoleFaults(colour)(studentConsole(student, { colour, width }))).toEqual([])
      expect(consoleFaults(colour)(classConsole(runResult(students), { colour }))).toEqual([])
    }
  })

  it('commands no runner', () => {
    for (const [i, student] of attackers.entries()) {
      for (const file of [HOSTILE[i], 'submission.ts', undefined])
        expect(githubFaults(annotations(student, () => file).join('\n'))).toEqual([])
    }
  })

  it('is text in the summary of a step', () => {
    for (const student of students) expect(markdownFaults(stepSummary(student)), student.id).toEqual([])
  })
})

describe('a guard turns red', () => {
  const attacker = attackers[0]
  if (attacker === undefined) throw new Error('nobody attacks')

  /** The faults of a student's page when one place in one template is no longer escaped. */
  function pageFaults(file: string, from: string, to: string): readonly string[] {
    const changed = (name: string): string => {
      const source = asset(name)
      if (name === file && !source.includes(from)) throw new Error(`${file} does not hold ${from}`)
      return name === file ? source.replace(from, to) : source
    }
    const run = runResult(attackers)
    const render = load('student', changed)
    return attackers
      .slice(0, 18)
      .flatMap((student) => htmlFaults(render(studentView({ student, run, facts: {}, course: {} }, () => undefined))))
  }

  it.each([
    ['a name', 'student.hbs', '<h1>{{title}}</h1>', '<h1>{{{title}}}</h1>'],
    ['a finding', 'findings.hbs', '{{this.text}}', '{{{this.text}}}'],
    ['a hint', 'findings.hbs', '{{this.hint}}</p>', '{{{this.hint}}}</p>'],
    ['a remark', 'student.hbs', '<li>{{this}}</li>', '<li>{{{this}}}</li>'],
    ['a name in an attribute without quotes', 'student.hbs', '<h1>{{title}}</h1>', '<h1 id={{title}}>x</h1>'],
    ['the policy', 'page.hbs', '<meta http-equiv="Content-Security-Policy" content="{{policy}}">', ''],
    ['the style', 'page.hbs', '<style>{{style}}</style>', '<style>{{style}} x</style>'],
    ['a script of our own', 'page.hbs', '</body>', '<script>1</script></body>'],
    ['a handler of our own', 'page.hbs', '<main>', '<main onclick="x">'],
  ])('at a page where %s is left as it is', (_, file, from, to) => {
    expect(pageFaults(file, from, to)).not.toEqual([])
  })

  it('at no page where everything is escaped', () => {
    expect(pageFaults('student.hbs', '<h1>', '<h1>')).toEqual([])
  })

  it.each<[string, Guard, string]>([
    ['a table with a formula', csvFaults, '\ufeff"student","total"\r\n"=1+1","2.00"\r\n'],
    ['a table with a formula behind a blank', csvFaults, '\ufeff"student","total"\r\n" ＝1","2.00"\r\n'],
    ['a table with a cell too many', csvFaults, '\ufeff"student","total"\r\n"a","x","2.00"\r\n'],
    ['an escape in a terminal', consoleFaults(true), 'x\x1b[2Jy'],
    ['a direction in a terminal', consoleFaults(false), 'x\u202ey'],
    ['an entity in XML', xmlFaults, '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "x">]><testsuites/>'],
    ['an element in XML', xmlFaults, '<testsuites><b/></testsuites>'],
    ['an escape in XML', xmlFaults, '<testsuites name="\x1b"/>'],
    ['an open element in XML', xmlFaults, '<testsuites>'],
    ['a command in a log', githubFaults, 'x\n  ::add-mask::x'],
    ['a second command in a line', githubFaults, '::error title=x::a ::error::b'],
    ['an old command in a log', githubFaults, 'x ##[error]y'],
    ['an image in a summary', markdownFaults, '![x](http://x.test)'],
    ['a bare address in a summary', markdownFaults, 'see www.x.test'],
    ['markup in a summary', markdownFaults, 'a <b>b</b>'],
    ['a mention in a summary', markdownFaults, 'thanks @octocat'],
    ['a separator in JSON', jsonFaults, '"\u2028"'],
  ])('at %s', (_, guard, report) => {
    expect(guard(report)).not.toEqual([])
  })

  it('at a report as it would be without care', () => {
    const careless = (page: string): string => page.replaceAll('&lt;', '<').replaceAll('&gt;', '>')
    const pages = html.render(viewOf([attacker])).map(({ content }) => content)
    expect(pages.flatMap((page) => htmlFaults(careless(page)))).not.toEqual([])
  })
})
