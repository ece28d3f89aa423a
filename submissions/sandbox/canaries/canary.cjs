'use strict'
// The attempts of canary.py that need no system call of their own, for Node. Argument and output are the same.
const fs = require('node:fs')
const net = require('node:net')
const os = require('node:os')
const { join } = require('node:path')

const task = JSON.parse(process.argv[2])

const expect = (found, what) => {
  if (!found) throw new Error(what)
}
const connects = (options) =>
  new Promise((resolve, reject) => {
    const socket = net.connect(options, () => {
      socket.destroy()
      resolve()
    })
    socket.once('error', reject)
    socket.setTimeout(2000, () => reject(new Error('silence')))
  })
const valueIn = (file, field) => {
  const line = fs
    .readFileSync(`/proc/self/${file}`, 'latin1')
    .split('\n')
    .find((one) => one.startsWith(field))
  return line.slice(field.length).trim().split(/\s+/)[0]
}
const gradingProcess = () => {
  const started = fs.readFileSync(`/proc/${task.pid}/stat`, 'latin1').split(')').pop().trim().split(' ')[19]
  expect(started === task.started, 'another process')
}

const attempts = {
  'secret file': () => expect(fs.readFileSync(task.secret, 'latin1') === task.token, 'another content'),
  'class and reports': () =>
    expect(
      task.witnesses.some((path) => fs.existsSync(path)),
      `none of ${task.witnesses.length} files`,
    ),
  'shared memory': () => expect(fs.readFileSync(task.shared, 'latin1') === task.token, 'another content'),
  'grading process': gradingProcess,
  'signal to grading process': () => {
    gradingProcess()
    process.kill(task.pid, 0)
  },
  'environment of parent': () => expect(fs.readFileSync(`/proc/${process.ppid}/environ`).length > 0, 'empty'),
  'same user': () => expect(process.getuid() === task.uid, `user ${process.getuid()}`),
  loopback: () => connects({ host: '127.0.0.1', port: task.port }),
  'abstract socket': () => connects({ path: `\0${task.name}` }),
  'socket of the machine': () => {
    const isSocket = (descriptor) => {
      try {
        return fs.fstatSync(descriptor).isSocket()
      } catch {
        return false
      }
    }
    expect(Array.from({ length: 5 }, (_, descriptor) => descriptor).some(isSocket), 'no socket')
  },
  writing: () => {
    const places = task.write.length > 0 ? task.write : ['/', '/dev', '/etc', '/proc', process.cwd(), task.folder]
    const refusals = places.map((place) => {
      // Outside, other canaries may write in the same place: those of this run, and of another.
      const target = join(place, `assay-canary-${process.pid}`)
      try {
        fs.writeFileSync(target, '')
      } catch (error) {
        return error.code
      }
      fs.rmSync(target)
      return undefined
    })
    expect(refusals.includes(undefined), [...new Set(refusals)].join(' '))
  },
  // What the kernel says of itself: with these the calls are refused that canary.py tries one by one.
  'new privileges': () => expect(valueIn('status', 'NoNewPrivs:') === '0', 'NoNewPrivs 1'),
  'all system calls': () => expect(valueIn('status', 'Seccomp:') === '0', `Seccomp ${valueIn('status', 'Seccomp:')}`),
  capabilities: () => expect(BigInt(`0x${valueIn('status', 'CapBnd:')}`) !== 0n, 'CapBnd 0'),
  'many processes': () => expect(!(Number(valueIn('limits', 'Max processes')) <= 64), 'at most 64'),
  interfaces: () => expect(Object.keys(os.networkInterfaces()).length > 0, 'none'),
  terminal: () => fs.closeSync(fs.openSync('/dev/ptmx', 'r+')),
}

async function main() {
  const found = {}
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      await attempt()
      found[name] = { through: true, says: '' }
    } catch (error) {
      found[name] = { through: false, says: String(error.message).slice(0, 200) }
    }
  }
  process.stdout.write(`${JSON.stringify(found)}\n`)
}

void main()
