// New dwellings as a simulation draws them: each row of the plan is completed on time, late, early or not at all, and houses more or fewer
// pupils than its yield says. One draw a row and future: a delay moves the pupils of all grades and years.

import { addNetYields } from '../core/net-yield.js'
import type { PlannedDwellings } from '../estimate/housing.js'
import type { HousingSpread } from '../estimate/housing-spread.js'
import { createSampler, keyOf, normalQuantile } from '../numeric/row-sampler.js'
import type { ProjectionInput } from './project-pupils.js'

export interface HousingNoise {
  openArea(label: string): void
  /** Adds to a row of draws what its dwellings add in each future, less what the point forecast has of them. */
  perturb(row: Float64Array, offset: number, length: number, grade: number, year: number): void
}

/**
 * Makes the noise of new dwellings, or undefined where none are planned.
 *
 * A project that comes has planned ÷ certainty dwellings, so that the mean over coming and not coming is the plan. Nobody can move in before
 * the first projected year: the counts of the base year would show them. Delays that are late more often than early make the mean lower.
 *
 * Cost: three numbers a row of dwellings and draw when an area is opened; a row of draws costs 2 ns a draw for each row of dwellings that adds to it.
 */
export function housingNoise(rates: ProjectionInput, spread: HousingSpread | undefined, draws: number, seed: number): HousingNoise | undefined {
  if (spread === undefined || rates.housing === undefined || rates.housing.length === 0) return undefined
  const { horizon, origin } = rates
  const delays = spread.delays.filter((delay) => delay.chance > 0)
  const ends = chanceEnds(delays.map((delay) => delay.chance))
  const byArea = new Map<string, PlannedDwellings[]>()
  for (const planned of rates.housing) {
    const own = byArea.get(planned.area)
    if (own === undefined) byArea.set(planned.area, [planned])
    else own.push(planned)
  }
  const sample = createSampler()
  const numbers = new Float64Array(draws)
  const grades = rates.ladder.grades.length
  const living = new Float64Array(grades)
  const cells = grades * horizon
  let projects: readonly PlannedDwellings[] = []
  // By project: pupils added by [grade, year, delay]; those of the plan by [grade, year]; which delay and how much of the plan by draw.
  let added = new Float64Array(0)
  let plan = new Float64Array(0)
  let late = new Uint8Array(0)
  let part = new Float64Array(0)

  const openProject = (planned: PlannedDwellings, p: number, key: string): void => {
    const first = planned.completed - origin - 1
    plan.fill(0, p * cells, (p + 1) * cells)
    addNetYields(planned.netYield, first, planned.dwellings, horizon, living, plan, p * cells)
    added.fill(0, p * cells * delays.length, (p + 1) * cells * delays.length)
    delays.forEach(({ years }, k) => addNetYields(planned.netYield, Math.max(0, first + years), planned.dwellings, horizon, living, added, p * cells * delays.length + k, delays.length))
    const [from, to] = [p * draws, (p + 1) * draws]
    sample(numbers, 0, draws, keyOf(seed, 'housing', key, 'late'), 1)
    for (let d = 0; d < draws; d++) {
      let k = 0
      while (numbers[d]! > ends[k]!) k++
      late[from + d] = k
    }
    if (spread.yield > 0) {
      sample(part, from, draws, keyOf(seed, 'housing', key, 'yield'), spread.yield)
      for (let d = from; d < to; d++) part[d] = Math.exp(part[d]! - spread.yield ** 2 / 2)
    } else part.fill(1, from, to)
    if (planned.certainty >= 1) return
    const limit = normalQuantile(planned.certainty)
    sample(numbers, 0, draws, keyOf(seed, 'housing', key, 'comes'), 1)
    for (let d = 0; d < draws; d++) part[from + d] = numbers[d]! <= limit ? part[from + d]! / planned.certainty : 0
  }

  return {
    openArea(label) {
      projects = byArea.get(label) ?? []
      if (part.length < projects.length * draws) {
        plan = new Float64Array(projects.length * cells)
        added = new Float64Array(projects.length * cells * delays.length)
        late = new Uint8Array(projects.length * draws)
        part = new Float64Array(projects.length * draws)
      }
      // A row is named by its place, year and kind, never twice the same; its size is not part of the name, so a larger project is not another one.
      projects.forEach((planned, p) => openProject(planned, p, JSON.stringify([label, planned.completed, planned.type ?? null, planned.tenure ?? null])))
    },
    perturb(row, offset, length, grade, year) {
      for (let p = 0; p < projects.length; p++) {
        const cell = p * cells + grade * horizon + year
        let any = plan[cell] !== 0
        for (let k = 0; k < delays.length; k++) if (added[cell * delays.length + k] !== 0) any = true
        if (any) addProject(row, offset, length, late, part, p * draws, added, cell * delays.length, plan[cell]!)
      }
    },
  }
}

function addProject(row: Float64Array, offset: number, length: number, late: Uint8Array, part: Float64Array, own: number, added: Float64Array, at: number, plan: number): void {
  for (let d = 0; d < length; d++) row[offset + d]! += part[own + d]! * added[at + late[own + d]!]! - plan
}

/** Where a standard normal number passes from one delay to the next; the last has no end. */
function chanceEnds(chances: readonly number[]): number[] {
  let sum = 0
  return chances.map((chance, k) => {
    sum += chance
    return k === chances.length - 1 || sum >= 1 ? Infinity : normalQuantile(sum)
  })
}
