// npm run bench:city [-- --small]: a city of 1,100 areas × 15 grades × 15 years × 1,000 draws, summarised by grade, stage and in all without
// keeping the draws: the time, the largest memory, and how both grow with areas and draws.

import { chinaLadder, createAxis, createCube, estimateDispersion, gradeIds, mean as meanOfDraws, quantile, simulateSummaries, yearsFrom } from 'school-places'
import type { ProjectionInput } from 'school-places'

import { readCommandLine } from '../examples/command-line'

const horizon = 15

/** Steady rates of synthetic areas. */
function cityRates(areas: number): ProjectionInput {
  const names = Array.from({ length: areas }, (_, a) => `area ${a}`)
  const axes = { area: createAxis(names), grade: createAxis(gradeIds(chinaLadder)), year: createAxis(yearsFrom(2022, 2021 + horizon)) }
  const cells = areas * 15
  const entry = (g: number): boolean => chinaLadder.grades[g]!.entry
  return {
    ladder: chinaLadder,
    origin: 2021,
    horizon,
    base: createCube(['area', 'grade'], { area: axes.area, grade: axes.grade }, 'pupils', Float64Array.from({ length: cells }, (_, i) => 80 + (i % 41))),
    progression: createCube(['area', 'grade', 'year'], axes, 'ratio', Float64Array.from({ length: cells * horizon }, (_, i) => (entry(Math.floor(i / horizon) % 15) ? 0 : 0.995))),
    entry: createCube(['area', 'grade', 'year'], axes, 'pupils', Float64Array.from({ length: cells * horizon }, (_, i) => (entry(Math.floor(i / horizon) % 15) ? 90 : 0))),
  }
}

// No past errors: the usual spread of public counts.
const grades = gradeIds(chinaLadder)
const dispersion = estimateDispersion({ areas: [], regions: [], grades, entry: chinaLadder.grades.map((grade) => grade.entry), origins: [], leads: 5, forecast: new Float64Array(0), actual: new Float64Array(0) }, { origin: 2021 })
const statistics = { q05: quantile(0.05), q50: quantile(0.5), q95: quantile(0.95), mean: meanOfDraws() }

function run(areas: number, draws: number): number {
  const rates = cityRates(areas)
  const start = performance.now()
  const { total } = simulateSummaries(rates, dispersion, { draws, seed: 1, statistics })
  const seconds = (performance.now() - start) / 1e3
  // Steady entrants of 90 make a primary stage of about 6 × 90 pupils an area in the end, with 0.5 % lost a year.
  // The mean: shocks that all areas share put the middle of the draws a little below it.
  const primary = total.mean.values[1 * (horizon + 1) + horizon]! / areas
  if (Math.abs(primary / (90 * 5.926) - 1) > 0.02) throw new Error(`city: expected about 533 primary pupils an area, got ${primary}`)
  return seconds
}

const [areas, draws] = readCommandLine('npm run bench:city -- [--small]', { small: { type: 'boolean' } }).values.small === true ? [110, 200] : [1_100, 1_000]
// The engine compiles the loops while it runs them: the first runs are slower than those that count.
for (let i = 0; i < 3; i++) run(30, draws / 5)
const slope = (points: readonly (readonly [number, number])[]): number => {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const)
  const mean = (of: (each: readonly [number, number]) => number): number => logs.reduce((sum, each) => sum + of(each), 0) / logs.length
  const [mx, my] = [mean(([x]) => x), mean(([, y]) => y)]
  return logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
}
/** Median seconds by size, the sizes in turns: what else the machine does falls on all alike. */
function grow(sizes: readonly number[], seconds: (size: number) => number): [size: number, seconds: number][] {
  const times = sizes.map((): number[] => [])
  for (let turn = 0; turn < 5; turn++) sizes.forEach((size, i) => times[i]!.push(seconds(size)))
  return sizes.map((size, i) => [size, times[i]!.toSorted((x, y) => x - y)[2]!])
}
const byAreas = grow([0.25, 0.5, 1].map((part) => Math.round(areas * part)), (size) => run(size, draws / 5))
const byDraws = grow([0.25, 0.5, 1, 2, 4].map((part) => draws * part), (size) => run(Math.round(areas / 5), size))
// With fewer draws than the city has, what a row costs whatever its draws weighs more: growth is told below and from there on.
const [fewer, more] = [byDraws.slice(0, 3), byDraws.slice(2)]
/** Seconds of a row of draws, as a fixed part and a part for each draw, by least squares: what a slope below 1 is made of. */
function costOfRow(points: readonly (readonly [draws: number, seconds: number])[], rows: number): readonly [fixed: number, perDraw: number] {
  const mean = (of: (each: readonly [number, number]) => number): number => points.reduce((sum, each) => sum + of(each), 0) / points.length
  const [md, ms] = [mean(([d]) => d), mean(([, s]) => s)]
  const perDraw = points.reduce((sum, [d, s]) => sum + (d - md) * (s - ms), 0) / points.reduce((sum, [d]) => sum + (d - md) ** 2, 0)
  return [(ms - perDraw * md) / rows, perDraw / rows]
}
const [fixed, perDraw] = costOfRow(byDraws, Math.round(areas / 5) * 15 * horizon)
const seconds = run(areas, draws)
console.log(`city: ${areas} areas × 15 grades × ${horizon} years × ${draws} draws in ${seconds.toFixed(1)} s, ${((seconds * 1e9) / (areas * 15 * horizon * draws)).toFixed(1)} ns per cell`)
const told = (points: readonly (readonly [size: number, seconds: number])[]): string => `${slope(points).toFixed(2)} (${points.map(([size]) => size).join(', ')})`
console.log(`largest memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB; log–log slope in areas ${told(byAreas)}, in draws ${told(more)} and below ${told(fewer)}`)
console.log(`a row of draws, of one area, grade and year, takes ${(fixed * 1e6).toFixed(1)} µs and ${(perDraw * 1e9).toFixed(1)} ns a draw`)
