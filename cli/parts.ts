/** All that the command line loads once it looks after its signals: a few files in a build. */
export { buildProgram } from './program.ts'
export { startProgram } from './start-program.ts'
