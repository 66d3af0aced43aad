// From ratios and levels to the two numbers the kernel takes of every grade: a progression and an entry, one of them 0.

import type { CohortBase } from './cells.js'
import { unfed } from './constants.js'
import type { PanelForecast, RatioPanel } from './panel.js'
import type { Rebound } from './rebound.js'
import type { RegionalForecast } from './regional-level.js'
import type { Filling } from './structure.js'
import { forecastUnfed } from './unfed-level.js'

/** What a ratio is made of. */
export interface RatioParts {
  readonly regions: RegionalForecast
  readonly rebound: Rebound
  /** [area, grade]. */
  readonly kept: Float64Array
  /** [area, grade, lead]. */
  readonly deviation: Float64Array
}

/** @param fillings how each grade is filled [area, grade] */
export function fillGrades(panel: RatioPanel, base: CohortBase | undefined, fillings: readonly Filling[], parts: RatioParts): Pick<PanelForecast, 'progression' | 'entry' | 'entryRatio'> {
  const { areas, grades, years, horizon } = panel
  const progression = new Float64Array(areas * grades * horizon)
  const entry = new Float64Array(areas * grades * horizon)
  const entryRatio = new Float64Array(areas * horizon).fill(Number.NaN)
  for (let area = 0; area < areas; area++) {
    for (let lead = 0; lead < horizon; lead++) {
      for (let grade = 1; grade < grades; grade++) {
        const row = area * grades + grade
        progression[row * horizon + lead] = ratioOf(panel, parts, fillings[row]!, area, grade, lead)
      }
      if (base?.usable[area] !== 1) continue
      const ratio = ratioOf(panel, parts, fillings[area * grades]!, area, 0, lead)
      entryRatio[area * horizon + lead] = ratio
      entry[area * grades * horizon + lead] = ratio * base.births[area * (years + horizon) + years + lead]!
    }
  }
  for (let grade = 0; grade < grades; grade++) fillUnfed(panel, fillings, grade, entry)
  return { progression, entry, entryRatio }
}

/** Regional ratio × (1 + kept and predicted deviation); next year's ratio into grade 1 also undoes a part of this year's entry shock. */
function ratioOf({ grades, horizon, regions }: RatioPanel, parts: RatioParts, filling: Filling, area: number, grade: number, lead: number): number {
  if (filling === 'closed' || filling === 'unfed') return 0
  const region = regions[area]!
  const row = area * grades + grade
  const regional = parts.regions.path[(region * grades + grade) * horizon + lead]!
  if (filling === 'opening') return regional
  const own = 1 + parts.kept[row]! + parts.deviation[row * horizon + lead]!
  if (grade !== 1 || lead > 0) return regional * Math.max(own, 0)
  return regional * Math.exp(parts.rebound.nextOfRegion[region]!) * Math.max(own + parts.rebound.nextOfArea[area]!, 0)
}

function fillUnfed(panel: RatioPanel, fillings: readonly Filling[], grade: number, entry: Float64Array): void {
  const { areas, grades, horizon, pupils, regions } = panel
  const members: number[] = []
  for (let area = 0; area < areas; area++) if (fillings[area * grades + grade] === 'unfed') members.push(area)
  if (members.length === 0) return
  const years = Math.min(panel.years, unfed.years)
  const counts = new Float64Array(members.length * years)
  members.forEach((area, i) => {
    const end = (area * grades + grade + 1) * panel.years
    counts.set(pupils.subarray(end - years, end), i * years)
  })
  const regionOf = members.map((area) => regions[area]!)
  const forecast = forecastUnfed(counts, years, regionOf, horizon)
  members.forEach((area, i) => entry.set(forecast.subarray(i * horizon, (i + 1) * horizon), (area * grades + grade) * horizon))
}
