// npm run bench:delivery [-- --small]: 50,000 projects × 30 years × 1,000 draws of their delays, added up by area, stage and year without keeping the
// draws: the time, the rate, the largest memory, and how both grow with projects and draws.

import { loadavg } from 'node:os'

import { readCommandLine } from '../examples/command-line'
import { checkDelivery, deliveryProjects, runDelivery } from './cases/delivery'

const [count, draws] = readCommandLine('npm run bench:delivery -- [--small]', { small: { type: 'boolean' } }).values.small === true ? [5_000, 200] : [50_000, 1_000]

const all = deliveryProjects(count)
/** Seconds of processor time, which a busy machine stretches less than the clock. */
function run(projects: number, number: number): number {
  const rows = all.slice(0, projects)
  const start = process.cpuUsage()
  const result = runDelivery(rows, number)
  const { user, system } = process.cpuUsage(start)
  checkDelivery(result)
  return (user + system) / 1e6
}

/** Median of three runs each, in turns, so that a busy minute does not fall on one size alone. */
function times(sizes: readonly (readonly [number, number])[]): number[] {
  const rounds = Array.from({ length: 3 }, () => sizes.map(([projects, number]) => run(projects, number)))
  return sizes.map((_, i) => rounds.map((round) => round[i]!).sort((a, b) => a - b)[1]!)
}

function slope(sizes: readonly number[], seconds: readonly number[]): number {
  const [x, y] = [sizes.map(Math.log), seconds.map(Math.log)]
  const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length
  const [mx, my] = [mean(x), mean(y)]
  return x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0) / x.reduce((sum, value) => sum + (value - mx) ** 2, 0)
}

run(1_000, 100)
const memory = (): number => Math.round(process.resourceUsage().maxRSS / 1024)
const parts = [0.125, 0.25, 0.5, 1]
const byProjects = times(parts.map((part) => [count * part, draws / 2] as const))
const before = memory()
const byDraws = times(parts.map((part) => [count / 16, draws * part * 4] as const))
const clock = performance.now()
const seconds = run(count, draws)
const wall = (performance.now() - clock) / 1e3
console.log(`delivery: ${count} projects × 30 years × ${draws} draws in ${seconds.toFixed(2)} s of processor time (${wall.toFixed(2)} s by the clock, load ${loadavg()[0]!.toFixed(1)}), ${((count * draws) / seconds / 1e6).toFixed(1)} million openings a second, ${((seconds * 1e9) / (count * draws)).toFixed(1)} ns each`)
console.log(`log–log slope in projects ${slope(parts, byProjects).toFixed(2)}, in draws ${slope(parts, byDraws).toFixed(2)} (to ${draws * 4} draws; below some hundred draws what is done once a project shows)`)
console.log(`largest memory ${memory()} MB, of which ${before} MB before runs of up to ${draws * 4} draws; keeping every opening would take ${Math.round((count * draws * 2) / 1e6)} MB, every year's places ${Math.round((count * draws * 30 * 8) / 1e9)} GB`)
