// npm run bench:peers [-- AREAS]: the same work, on the same sizes, here, in vectorised NumPy and in base R. Results must agree before times are
// told. All write into arrays that are there already; here and there are timed in turns, and the ratios are those of the medians over the turns.
// Simulating is the full noise of simulatePupils here, in every grade, and one normal number a cell there, in all grades but the first, which
// nobody enters there: it is compared by the cell.

import { spawnSync } from 'node:child_process'

import { createAxis, createCube, createStream, projectCohorts, quantile, shareBelow, simulatePupils, summarise } from 'school-places'

import { readCommandLine, wholeNumber } from '../../examples/command-line'
import { simulateContext } from '../cases/simulate'

const usage = 'npm run bench:peers -- [AREAS]'
const areas = wholeNumber(usage, 'AREAS', readCommandLine(usage, {}, 1).positionals[0] ?? '20')
const [grades, years, draws, rounds, turns] = [15, 14, 1_000, 5, 5] as const
const cells = areas * grades * years

interface PeerReport {
  readonly name: string
  readonly kernel: number
  readonly simulate: number
  readonly summarise: number
  readonly checks: { readonly kernel: number; readonly quantiles: number; readonly short: number; readonly spread: number }
}

function peer(command: string, file: string): PeerReport | undefined {
  const result = spawnSync(command, [new URL(file, import.meta.url).pathname, ...[areas, grades, years, draws, rounds].map(String)], { encoding: 'utf8' })
  if (result.status !== 0) {
    console.log(`${command} is skipped: ${(result.error?.message ?? result.stderr.trim().split('\n').at(-1)) || 'it failed'}`)
    return undefined
  }
  return JSON.parse(result.stdout.trim().split('\n').at(-1)!) as PeerReport
}

function clock<T>(work: () => T): { milliseconds: number; result: T } {
  let result = work()
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    result = work()
    return performance.now() - start
  })
  return { milliseconds: times.sort((a, b) => a - b)[Math.floor(rounds / 2)]!, result }
}

const base = Float64Array.from({ length: areas * grades }, (_, i) => 100 + (i % 37))
const ratios = Float64Array.from({ length: cells }, (_, i) => 0.95 + (i % 11) / 100)
const input = {
  areas,
  grades,
  years,
  draws,
  base: { values: base, areaStride: grades, gradeStride: 1, yearStride: 0, drawStride: 0 },
  progression: { values: ratios, areaStride: grades * years, gradeStride: years, yearStride: 1, drawStride: 0 },
} as const
const length = areas * grades * (years + 1) * draws

// One normal a cell, as the peers draw them, for the check alone; keyed by area, grade and year.
function noisy(row: Float64Array, offset: number, count: number, area: number, grade: number, year: number): void {
  if (grade === 0) return
  const stream = createStream(1, 'bench', area, grade, year)
  for (let d = offset; d < offset + count; d++) row[d]! *= Math.exp(0.02 * stream.normal())
}

const sample = createCube(
  ['area', 'draw'],
  { area: createAxis(Array.from({ length: cells }, (_, i) => String(i))), draw: createAxis(Array.from({ length: draws }, (_, i) => i)) },
  'places',
  Float64Array.from({ length: cells * draws }, (_, i) => ((i * 7919) % 10007) / 10007 - 0.3),
)
const { rates, dispersion } = simulateContext(areas)
const [plain, shaken] = [new Float64Array(length), new Float64Array(length)]
projectCohorts(input, shaken, noisy)
const into = new Float64Array(length)

function run(): PeerReport {
  const kernel = clock(() => {
    projectCohorts(input, plain)
    return plain
  })
  const simulated = clock(() => simulatePupils(rates, dispersion, { draws, seed: 1, into }))
  const summary = clock(() => summarise(sample, { a: quantile(0.05), b: quantile(0.25), c: quantile(0.5), d: quantile(0.75), e: quantile(0.95), short: shareBelow(0) }))
  const sum = (values: Iterable<number>): number => {
    let total = 0
    for (const value of values) total += value
    return total
  }
  let [squares, mean, n] = [0, 0, 0]
  for (let a = 0; a < areas; a++) {
    const row = ((a * grades + grades - 1) * (years + 1) + years) * draws
    for (let d = 0; d < draws; d++) {
      const log = Math.log(shaken[row + d]! / kernel.result[row + d]!)
      mean += log
      squares += log * log
      n++
    }
  }
  const { a, b, c, d, e, short } = summary.result
  return {
    name: `school-places on Node ${process.version}`,
    kernel: kernel.milliseconds,
    simulate: simulated.milliseconds,
    summarise: summary.milliseconds,
    checks: { kernel: sum(kernel.result), quantiles: [a, b, c, d, e].reduce((total, cube) => total + sum(cube.values), 0), short: sum(short.values), spread: Math.sqrt(squares / n - (mean / n) ** 2) },
  }
}

/** Nanoseconds a simulated cell. */
const perCell = (report: PeerReport, moved: number): number => (report.simulate * 1e6) / (areas * moved * years * draws)
const line = (report: PeerReport): string => `${report.name.padEnd(32)} kernel ${report.kernel.toFixed(1).padStart(7)}   simulate ${report.simulate.toFixed(1).padStart(7)}   summarise ${report.summarise.toFixed(1).padStart(7)}`
const median = (values: readonly number[]): number => values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)]!

/** The medians over the turns. */
function over(reports: readonly PeerReport[]): PeerReport {
  const of = (key: 'kernel' | 'simulate' | 'summarise'): number => median(reports.map((report) => report[key]))
  return { ...reports[0]!, kernel: of('kernel'), simulate: of('simulate'), summarise: of('summarise') }
}

console.log(`${areas} areas × ${grades} grades × ${years} years × ${draws} draws, medians of ${turns} turns; milliseconds, and how many times as fast as the peer`)
// The first run is for the check, and for the engine to compile.
run()
for (const [command, file] of [['python3', 'peer.py'], ['Rscript', 'peer.R']] as const) {
  const [here, there]: [PeerReport[], PeerReport[]] = [[], []]
  for (let turn = 0; turn < turns; turn++) {
    here.push(run())
    const report = peer(command, file)
    if (report === undefined) break
    there.push(report)
  }
  if (there.length < turns) continue
  const [own, other] = [over(here), over(there)]
  const near = (mine: number, theirs: number, tolerance: number): boolean => Math.abs(mine / theirs - 1) <= tolerance
  const agree = near(own.checks.kernel, other.checks.kernel, 1e-9) && near(own.checks.quantiles, other.checks.quantiles, 1e-6) && near(own.checks.short, other.checks.short, 1e-9) && near(own.checks.spread, other.checks.spread, 0.05)
  if (!agree) {
    console.error(`${other.name} does not agree: ${JSON.stringify([own.checks, other.checks])}`)
    process.exitCode = 1
    continue
  }
  console.log(line(own))
  console.log(line(other))
  console.log(`${''.padEnd(32)} kernel ${(other.kernel / own.kernel).toFixed(1).padStart(6)}×   simulate ${(other.simulate / own.simulate).toFixed(1).padStart(6)}×   summarise ${(other.summarise / own.summarise).toFixed(1).padStart(6)}×`)
  const [ownCell, otherCell] = [perCell(own, grades), perCell(other, grades - 1)]
  console.log(`${''.padEnd(32)} a simulated cell takes ${ownCell.toFixed(1)} ns here and ${otherCell.toFixed(1)} ns there: ${(otherCell / ownCell).toFixed(1)}×`)
  console.log(`${''.padEnd(32)} summarising costs ${(own.summarise / own.simulate).toFixed(2)} × simulating`)
}
