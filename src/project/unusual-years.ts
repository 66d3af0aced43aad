// What a simulation has to say of a base year that was itself strange: why the futures of a region or an area are as wide as they are.

import type { Issue } from '../core/issue.js'
import type { LastYear } from '../estimate/area-factors.js'
import type { Dispersion } from '../estimate/dispersion.js'
import type { NoiseSources } from './noise-sources.js'
import type { ProjectionInput } from './project-pupils.js'

/** From so many times as far from its forecast as usual a counted year is told of: in an ordinary year one area in fifty. */
const toldFrom = 2

/** One issue for each region and area whose last counted year lay much further from its forecast than years usually do; none where no such source is drawn. */
export function unusualYears(rates: ProjectionInput, { evidence, regions }: Dispersion, sources: NoiseSources): readonly Issue[] {
  const { lastYear, origins } = evidence
  const last = origins.at(-1)
  if (lastYear === undefined || last === undefined) return []
  const areas = rates.base.axes.area.labels
  const tell = (area: string, found: LastYear | undefined, whose: string, shared: 0 | 1): Issue[] => {
    if (found === undefined || found.times < toldFrom) return []
    const amounts = { times: rounded(found.times), wider: rounded(found.wider), shared }
    return [
      {
        code: 'last-year-unusual',
        severity: 'assumption',
        where: { ...(area === '' ? {} : { area }), year: last + 1 },
        message: `${whose} lay ${amounts.times} times as far from what was forecast a year before as usual`,
        assumed: `the next years may be as unusual: ${shared === 1 ? 'what areas share is' : 'its own shocks are'} drawn ${amounts.wider} times as wide as without that year`,
        amounts,
      },
    ]
  }
  const ofRegions = sources.years ? [...new Set(areas.map((area) => regions[area] ?? ''))] : []
  const ofAreas = sources.shock || sources.areas ? areas : []
  return [...ofRegions.flatMap((region) => tell(region, lastYear.regions[region], 'all areas together', 1)), ...ofAreas.flatMap((area) => tell(area, lastYear.areas[area], 'counts', 0))]
}

function rounded(value: number): number {
  return Number(value.toFixed(1))
}
