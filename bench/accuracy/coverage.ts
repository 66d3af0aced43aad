// npm run coverage -- [--quick] [--recalibrate] [--only us|jersey|nyc]: do the simulated intervals hold what they promise, on US states, New Jersey
// districts and New York districts and schools? Coverage of the 50, 80, 90 and 95 % intervals by level and lead with its standard error over origins,
// mean width ÷ the width that hindsight would have given, pinball loss and CRPS.

import { parseInputs, usLadder } from 'school-places'
import { calibrate, summariseCalibration, usualShares } from 'school-places/evaluate'
import type { CalibrationScore, ScoredInterval } from 'school-places/evaluate'
import { readCommandLine, refuse } from '../../examples/command-line'
import { haveSharedData, sharedSets } from './known-sets'
import { prepare } from './tables'

const leads = [1, 2, 3, 5]
const bars: Readonly<Record<number, readonly [number, number]>> = { 0.8: [0.76, 0.84], 0.9: [0.87, 0.93] }
/** Most that intervals may be wider than those of hindsight. */
const widest = 1.25
/** Numbers below which a share is chance: a nation from 16 origins is no measurement of 3 points of coverage. */
const fewest = 100

interface CoverageSet {
  /** As in `sharedSets`. */
  readonly name: string
  /** For `--only`. */
  readonly short: 'us' | 'jersey' | 'nyc'
  readonly origins: readonly number[]
  readonly groupOf: (row: ScoredInterval) => string
  readonly districtOf?: (area: string) => string
}

const usage = 'npm run coverage -- [--quick] [--recalibrate] [--only us|jersey|nyc]'
const { quick = false, recalibrate = false, only } = readCommandLine(usage, { quick: { type: 'boolean' }, recalibrate: { type: 'boolean' }, only: { type: 'string' } }).values
if (only !== undefined && !['us', 'jersey', 'nyc'].includes(only)) refuse(usage, `there is no set ${only}`)
const years = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i)
const byTarget = ({ origin, lead }: ScoredInterval): string => (origin + lead === 2020 || origin + lead === 2021 ? 'targets 2020–2021' : 'other targets')
const sets: CoverageSet[] = [
  { name: 'US states K–12, births', short: 'us', origins: quick ? [2003, 2007, 2012] : years(2001, 2016), groupOf: () => 'all' },
  // The first two digits of a district are its county.
  { name: 'New Jersey K–8, at least 200 pupils', short: 'jersey', origins: quick ? [2017, 2020] : years(2017, 2021), groupOf: byTarget, districtOf: (area) => `county ${area.slice(0, 2)}` },
  { name: 'NYC districts K–8, targets 2017–2019', short: 'nyc', origins: quick ? [2017] : years(2016, 2018), groupOf: () => 'all' },
  { name: 'NYC schools K–5, targets to 2019', short: 'nyc', origins: quick ? [2017] : years(2016, 2018), groupOf: () => 'all' },
]

const percent = (value: number): string => (value * 100).toFixed(1)

function print(scores: readonly CalibrationScore[]): void {
  for (const group of new Set(scores.map((score) => score.group))) {
    console.log(`  ${group}`)
    for (const level of ['grade', 'stage', 'area', 'district'] as const) {
      for (const share of usualShares) {
        const bar = bars[share]
        const cells = leads.map((lead) => {
          const score = scores.find((each) => each.group === group && each.level === level && each.share === share && each.lead === lead)
          if (score === undefined) return ''.padEnd(38)
          const inside = bar === undefined || score.pairs < fewest || (score.coverage >= bar[0] && score.coverage <= bar[1])
          const narrow = bar === undefined || score.pairs < fewest || score.width <= widest * score.hindsightWidth
          const error = Number.isNaN(score.coverageError) ? '1 origin' : `± ${percent(score.coverageError)}`
          return `h=${lead} ${percent(score.coverage)} ${error} width ${(score.width / score.hindsightWidth).toFixed(2)}${inside && narrow ? '' : ` MISS${inside ? ' width' : ''}`}`.padEnd(38)
        })
        if (cells.some((cell) => cell.trim() !== '')) console.log(`    ${level.padEnd(8)} ${String(share * 100).padStart(2)} %  ${cells.join('').trimEnd()}`)
      }
      const cells = leads.map((lead) => {
        const own = scores.filter((each) => each.group === group && each.level === level && each.lead === lead)
        if (own.length === 0) return ''.padEnd(38)
        return `h=${lead} ${percent(own[0]!.crps)}, pinball of 90 % ${percent(own.find((each) => each.share === 0.9)!.pinball)}, n ${own[0]!.pairs}`.padEnd(38)
      })
      if (cells.some((cell) => cell.trim() !== '')) console.log(`    ${level.padEnd(8)} CRPS  ${cells.join('').trimEnd()}`)
    }
  }
}

if (!haveSharedData()) console.log('The development data (../shared/data) are not here; nothing to measure.')
for (const { name, origins, groupOf, districtOf } of haveSharedData() ? sets.filter(({ short }) => only === undefined || only === short) : []) {
  const set = sharedSets().find((each) => each.name === name)!
  const stages = usLadder.stages.map(({ id, name: { en, zh }, grades }) => ({ id, en, zh, grades: grades.filter((grade) => set.grades.includes(grade)) })).filter(({ grades }) => grades.length > 0)
  const { tables, ladder, calendar } = prepare(set, stages)
  const dataset = parseInputs(tables, { ladder, calendar })
  const rows = calibrate(dataset, {
    origins,
    leads,
    // More than the default: the outer ends of 500 draws lie a third of a point too near.
    draws: 1_000,
    birthsLag: set.birthsLag,
    maxYear: set.maxYear,
    minPupils: set.minPupils,
    districtOf,
    dispersion: { recalibrate },
    onProgress: (origin) => process.stderr.write(`  … ${name}, origin ${origin}\n`),
  })
  console.log(`\n${name}: coverage in % ± its standard error over origins, mean width ÷ width in hindsight, scores in % of the actual; MISS where a bar is missed (not told below ${fewest} numbers)`)
  print(summariseCalibration(rows, groupOf))
}
