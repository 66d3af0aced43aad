// npm run bench (quick) or npm run bench:full: checks every case, times it, prints a table and writes bench/results/latest.json.
// A promise that is not kept is printed; in the full run it makes the exit code 1. The quick one only tells: a busy machine is no fault of the code.

import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'

import { readCommandLine } from '../examples/command-line'
import { backScheduleCase } from './cases/back-schedule'
import { balanceCase } from './cases/balance'
import { deliveryCase, deliveryGrowthCase } from './cases/delivery'
import { estimateCase } from './cases/estimate'
import { measureImport } from './cases/import'
import { kernelCase } from './cases/kernel'
import { ledgerCase } from './cases/ledger'
import { noiseCase } from './cases/noise'
import { parseCase, planCase } from './cases/plan'
import { replanCase } from './cases/replan'
import { simulateCase } from './cases/simulate'
import { summariseCase } from './cases/summarise'
import { supplyCase } from './cases/supply'
import { measure } from './harness'
import type { BenchCase, CaseReport } from './harness'

// Quick is what it is without a word.
const full = readCommandLine('npm run bench, or npm run bench:full', { full: { type: 'boolean' }, quick: { type: 'boolean' } }).values.full === true
const budget = full ? 3_000 : 400
const cases = [
  kernelCase(full ? 100 : 10, 1_000),
  noiseCase(full ? 30 : 10, full ? 1_000 : 200),
  simulateCase(30, full ? 500 : 100),
  summariseCase(full ? 10_000 : 500, 1_000),
  balanceCase(full ? 30 : 10, full ? 500 : 100),
  parseCase(full ? 1_000 : 40, 20),
  planCase(full ? 100 : 10),
  replanCase('project', full ? 30 : 10, full ? 500 : 100),
  replanCase('dwellings', full ? 30 : 10, full ? 500 : 100),
  supplyCase(full ? 50_000 : 450, full ? 1_000 : 200),
  estimateCase(full ? 3_000 : 100, full ? 20 : 12),
  backScheduleCase(full ? 1_000 : 50, 1_000, false),
  backScheduleCase(full ? 1_000 : 50, 1_000, true),
  ledgerCase(full ? 10_000 : 500),
  deliveryCase(full ? 5_000 : 1_500, full ? 1_000 : 200),
  deliveryGrowthCase(full ? 50_000 : 6_000, full ? 1_000 : 200),
] as unknown as BenchCase[]

const load = loadavg()[0]!
const reports: CaseReport[] = []
for (const [i, each] of cases.entries()) {
  process.stderr.write(`  … ${i + 1}/${cases.length + 1} ${each.name}\n`)
  reports.push(measure(each, budget))
}
process.stderr.write(`  … ${cases.length + 1}/${cases.length + 1} import\n`)
const imported = measureImport(full ? 31 : 11)

const sizes = (size: CaseReport['size']): string => Object.entries(size).map(([name, value]) => `${value} ${name}`).join(' × ')
for (const report of reports) {
  console.log(`${report.name.padEnd(16)} ${report.median.toFixed(2).padStart(9)} ms (${report.low.toFixed(2)}–${report.high.toFixed(2)}, ${report.rounds} rounds)  ${report.perUnit}  [${sizes(report.size)}]`)
  if (report.baseline !== undefined) {
    const { name, ratio, low, high } = report.baseline
    console.log(`${''.padEnd(16)} ${ratio.toFixed(2)} × as fast as ${name} (${low.toFixed(2)}–${high.toFixed(2)})${report.promise === undefined ? '' : `; promised ${report.promise}: ${report.kept === true ? 'kept' : 'NOT KEPT'}`}`)
  }
}
console.log(`import           ${imported.median.toFixed(2).padStart(9)} ms; zod alone ${imported.zod.toFixed(2)} ms; ratio ${imported.ratio.toFixed(2)}, promised at most 1.5: ${imported.kept ? 'kept' : 'NOT KEPT'}`)

mkdirSync(new URL('results/', import.meta.url), { recursive: true })
const result = { mode: full ? 'full' : 'quick', node: process.version, processor: cpus()[0]?.model, load, cases: reports, imported }
writeFileSync(new URL('results/latest.json', import.meta.url), JSON.stringify(result, null, 2))

const broken = [...reports.filter((report) => report.kept === false).map((report) => report.name), ...(imported.kept ? [] : ['import'])]
if (broken.length > 0) {
  console.error(`Promises not kept: ${broken.join(', ')}`)
  if (full) process.exitCode = 1
}
