// What a simulation has to say of spreads that nobody measured: how late dwellings may be, how far an assumed participation may be out.

import type { Issue } from '../core/issue.js'
import { counted } from '../core/words.js'
import type { Dispersion } from '../estimate/dispersion.js'
import type { NoiseSources } from './noise-sources.js'
import { restsOnParticipation } from './participation-noise.js'
import type { ProjectionInput } from './project-pupils.js'

/** One issue for each assumed spread that is drawn from; none where nothing is drawn, or the caller gave it or it was counted. */
export function assumedSpreads(rates: ProjectionInput, { housing, participation }: Dispersion, sources: NoiseSources): readonly Issue[] {
  const issues: Issue[] = []
  const areas = new Set(rates.base.axes.area.labels)
  const rows = rates.housing?.filter((planned) => areas.has(planned.area)).length ?? 0
  if (sources.housing && rows > 0 && housing?.source === 'assumed') {
    const late = housing.delays.reduce((sum, delay) => sum + delay.years * delay.chance, 0)
    const onTime = housing.delays.find((delay) => delay.years === 0)?.chance ?? 0
    issues.push({
      code: 'housing-spread-assumed',
      severity: 'assumption',
      where: { table: 'dwellings' },
      message: `how late dwellings are completed is not known for ${counted(rows, 'row')} of dwellings`,
      assumed: `on time in ${Math.round(onTime * 100)} of 100, ${counted(Number(late.toFixed(2)), 'year')} late on average, and pupils per dwelling within about ${Math.round(housing.yield * 100)} %`,
      amounts: { rows, onTime, late, yield: housing.yield },
    })
  }
  const uncounted = rates.evidence?.filter((each) => areas.has(each.area) && restsOnParticipation(each)).length ?? 0
  if (sources.participation && uncounted > 0 && participation?.source === 'assumed') {
    issues.push({
      code: 'participation-spread-assumed',
      severity: 'assumption',
      where: {},
      message: `${counted(uncounted, 'rate into a stage rests', 'rates into a stage rest')} on assumptions, not on counts`,
      assumed: `out by ${Number((participation.level * 100).toFixed(1))} % in level and ${Number((participation.drift * 100).toFixed(1))} % more each year`,
      amounts: { rates: uncounted, level: participation.level, drift: participation.drift },
    })
  }
  return issues
}
