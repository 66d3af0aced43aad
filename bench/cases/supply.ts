// Places of a city in many draws of its openings, one group of areas after another, so that memory stays that of one group.

import { buildSupply, neverOpens, parseInputs } from 'school-places'
import type { Dataset, Openings, Tables } from 'school-places'

import type { BenchCase } from '../harness'

const [origin, opens] = [2021, 2023]
const areasOfGroup = 4

interface City {
  readonly dataset: Dataset
  readonly openings: Openings
  readonly groups: readonly (readonly string[])[]
}

/** 45 projects an area: extensions of 90 places, and every ninth a take-back, which must be ordered among the others. */
function cityOf(projects: number, draws: number): City {
  const areas = Array.from({ length: Math.max(1, Math.round(projects / 45)) }, (_, i) => `area ${i}`)
  const tables: Tables = {
    areas: areas.map((area) => ({ area })),
    places: areas.flatMap((area) => (['public', 'private'] as const).map((sector) => ({ area, stage: 'primary', sector, year: origin, places: 9_000 }))),
    projects: Array.from({ length: projects }, (_, i) => ({
      project: `project ${i}`,
      area: areas[i % areas.length]!,
      stage: 'primary',
      sector: 'public' as const,
      kind: Math.floor(i / areas.length) % 9 === 8 ? ('take-back' as const) : ('extension' as const),
      opens: opens + (i % 20),
      places: 90,
    })),
  }
  const dataset = parseInputs(tables)
  const years = new Int16Array(projects * draws)
  dataset.projects.forEach((project, p) => {
    for (let d = 0; d < draws; d++) years[p * draws + d] = (p * 7_919 + d * 104_729) % 20 === 0 ? neverOpens : project.opens + ((p * 31 + d * 17) % 4)
  })
  const groups = Array.from({ length: Math.ceil(areas.length / areasOfGroup) }, (_, g) => areas.slice(g * areasOfGroup, (g + 1) * areasOfGroup))
  return { dataset, openings: { draws, projects: dataset.projects.map((each) => each.project), years }, groups }
}

/** Places of the last year, mean over the draws, of the whole city. */
function lastYear({ dataset, openings, groups }: City, horizon: number): number {
  let sum = 0
  for (const areas of groups) {
    const { places } = buildSupply(dataset, { origin, horizon, openings, areas })
    const run = (horizon + 1) * openings.draws
    for (let row = 0; row < places.values.length; row += run) for (let d = 0; d < openings.draws; d++) sum += places.values[row + horizon * openings.draws + d]!
  }
  return sum / openings.draws
}

export function supplyCase(projects: number, draws: number): BenchCase<City> {
  const horizon = 30
  return {
    name: 'supply',
    size: { projects, years: horizon, draws },
    units: { count: projects * draws, name: 'project and draw' },
    setup: () => cityOf(projects, draws),
    run: (city) => lastYear(city, horizon),
    check(result, { dataset, openings, groups }) {
      const drawn = dataset.projects.reduce((sum, project, p) => sum + (project.kind === 'extension' ? 90 * openings.years.subarray(p * draws, (p + 1) * draws).filter((year) => year !== neverOpens).length : 0), 0)
      const expected = groups.flat().length * 18_000 + drawn / draws
      if (Math.abs((result as number) / expected - 1) > 1e-9) throw new Error(`supply: expected ${expected} places in the last year, got ${String(result)}`)
    },
  }
}
