// What a vitest run came to, as JSON into the file that OUTCOME names. Its own reporter leaves out what breaks outside of any test.
import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'

export default class OutcomeReporter {
  onTestRunEnd(modules, errors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state) => tests.filter((test) => test.result().state === state).length
    const failures = [
      ...tests.flatMap((test) => (test.result().state === 'failed' ? [named(test.module, test.fullName, test.result().errors)] : [])),
      ...modules.flatMap((module) => (module.errors().length > 0 ? [named(module, '', module.errors())] : [])),
      ...(errors.length > 0 ? [{ where: 'outside of any test', message: said(errors) }] : []),
    ]
    writeFileSync(process.env.OUTCOME, JSON.stringify({ passed: count('passed'), skipped: count('skipped'), failures }))
  }
}

const named = (module, test, errors) => ({ where: `${relative(process.cwd(), module.moduleId)}  ${test}`, message: said(errors) })

const said = (errors) => errors.map(({ stack, message }) => stack ?? message).join('\n')
