// What a simulation has to say of a base year that was itself strange: why the futures of a region or an area are as wide as they are.

import type { Issue } from '../core/issue.js'
import { counted } from '../core/words.js'
import type { LastYear } from '../estimate/area-factors.js'
import type { Dispersion } from '../estimate/dispersion.js'
import type { NoiseSources } from './noise-sources.js'
import type { ProjectionInput } from './project-pupils.js'

/** From so many times as far from its forecast as usual a counted year is told of: in an ordinary year one area in fifty. */
const toldFrom = 2

/** Areas told by name, the furthest out first: in a year like that of a pandemic nearly all are. */
const mostNamed = 6

/**
 * One issue for each region, and one for all areas, whose last counted year lay much further from its forecast than years usually do; none where no
 * such source is drawn.
 */
export function unusualYears(rates: ProjectionInput, { evidence, regions }: Dispersion, sources: NoiseSources): readonly Issue[] {
  const { lastYear, origins } = evidence
  const last = origins.at(-1)
  if (lastYear === undefined || last === undefined) return []
  const year = last + 1
  const areas = rates.base.axes.area.labels
  const ofRegions = sources.years ? unusual([...new Set(areas.map((area) => regions[area] ?? ''))], lastYear.regions) : []
  const ofAreas = sources.shock || sources.areas ? unusual(areas, lastYear.areas) : []
  return [...ofRegions.map((found) => regionIssue(found, year)), ...(ofAreas.length === 0 ? [] : [areaIssue(ofAreas, year)])]
}

interface Unusual extends LastYear {
  readonly name: string
}

/** The furthest out first. */
function unusual(names: readonly string[], found: Readonly<Record<string, LastYear>>): readonly Unusual[] {
  return names.flatMap((name) => (found[name] === undefined || found[name].times < toldFrom ? [] : [{ name, ...found[name] }])).sort((a, b) => b.times - a.times)
}

function regionIssue({ name, times, wider }: Unusual, year: number): Issue {
  const amounts = { times: rounded(times), wider: rounded(wider), shared: 1 }
  return {
    code: 'last-year-unusual',
    severity: 'assumption',
    where: { ...(name === '' ? {} : { area: name }), year },
    message: `all areas together lay ${amounts.times} times as far from what was forecast a year before as usual`,
    assumed: `the next years may be as unusual: what areas share is drawn ${amounts.wider} times as wide as without that year`,
    amounts,
  }
}

function areaIssue(found: readonly Unusual[], year: number): Issue {
  const wider = found.map((each) => each.wider)
  const [least, most] = [rounded(Math.min(...wider)), rounded(Math.max(...wider))]
  const named = found.slice(0, mostNamed).map(({ name, times }) => `${name} ${rounded(times)}`)
  const others = Math.max(0, found.length - mostNamed)
  const amounts = { areas: found.length, list: named.join(', '), others, from: toldFrom, times: rounded(found[0]!.times), wider: least === most ? `${most}` : `${least}–${most}`, shared: 0 }
  const more = others > 0 ? ` and ${counted(others, 'other')}` : ''
  const [only] = found.length === 1 ? found : []
  return {
    code: 'last-year-unusual',
    severity: 'assumption',
    where: { ...(only === undefined ? {} : { area: only.name }), year },
    message:
      only === undefined
        ? `counts of ${counted(found.length, 'area')} lay at least ${toldFrom} times as far from what was forecast a year before as usual: ${amounts.list}${more}`
        : `counts lay ${amounts.times} times as far from what was forecast a year before as usual`,
    assumed: `the next years may be as unusual: ${only === undefined ? 'their' : 'its'} own shocks are drawn ${amounts.wider} times as wide as without that year`,
    amounts,
  }
}

function rounded(value: number): number {
  return Number(value.toFixed(1))
}
