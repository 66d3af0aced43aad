// npm run bench:compare -- BEFORE.json AFTER.json: refuses reports of different workloads, and fails when a case became more than 5 % slower.

import { existsSync, readFileSync } from 'node:fs'

import { readCommandLine, refuse } from '../examples/command-line'
import type { CaseReport } from './harness'

interface BenchReport {
  readonly mode: string
  readonly cases: readonly CaseReport[]
}

const usage = 'npm run bench:compare -- BEFORE.json AFTER.json'
const [beforeFile, afterFile] = readCommandLine(usage, {}, 2).positionals
if (beforeFile === undefined || afterFile === undefined) refuse(usage, 'two reports are needed')
const read = (file: string): BenchReport => {
  if (!existsSync(file)) refuse(usage, `there is no ${file}`)
  return JSON.parse(readFileSync(file, 'utf8')) as BenchReport
}
const [before, after] = [read(beforeFile), read(afterFile)]

function workload(report: BenchReport): string {
  return JSON.stringify([report.mode, ...report.cases.map((each) => [each.name, each.size])])
}
if (workload(before) !== workload(after)) {
  console.error('The two reports measure different work and cannot be compared:')
  console.error(`  ${workload(before)}\n  ${workload(after)}`)
  process.exit(2)
}

let slower = 0
for (const [i, was] of before.cases.entries()) {
  const now = after.cases[i]!
  // Against its own baseline where there is one: both were timed in turns, so the machine's mood cancels out.
  const change = was.baseline !== undefined && now.baseline !== undefined ? was.baseline.ratio / now.baseline.ratio - 1 : now.median / was.median - 1
  const lost = change > 0.05
  if (lost) slower++
  console.log(`${was.name.padEnd(10)} ${(change * 100).toFixed(1).padStart(7)} % ${change > 0 ? 'slower' : 'faster'}${lost ? '  LOST' : ''}`)
}
process.exitCode = slower > 0 ? 1 : 0
