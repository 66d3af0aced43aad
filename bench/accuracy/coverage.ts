// npm run coverage -- [--quick]: do the simulated intervals hold what they promise, on US states and New Jersey districts?
// Coverage of the 80 and 90 % intervals by lead, of grades and area totals, their mean width, and the width that hindsight would have given.

import { parseInputs } from 'school-places'

import { calibrate, summariseCalibration } from 'school-places/evaluate'
import type { CalibrationScore, ScoredInterval } from 'school-places/evaluate'
import { haveSharedData, sharedSets } from './known-sets'
import { prepare } from './tables'

const leads = [1, 2, 3, 5]
const bars = { 0.8: [0.76, 0.84], 0.9: [0.87, 0.93] } as const
/** Most that intervals may be wider than those of hindsight. */
const widest = 1.25

interface CoverageSet {
  readonly name: string
  readonly origins: readonly number[]
  readonly groupOf: (row: ScoredInterval) => string
}

const quick = process.argv.includes('--quick')
const sets: CoverageSet[] = [
  { name: 'US states K–12, births', origins: quick ? [2003, 2007, 2012] : Array.from({ length: 16 }, (_, i) => 2001 + i), groupOf: () => 'all' },
  { name: 'New Jersey K–8, at least 200 pupils', origins: quick ? [2017, 2020] : [2017, 2018, 2019, 2020, 2021], groupOf: (row) => (row.origin + row.lead === 2020 || row.origin + row.lead === 2021 ? 'targets 2020–2021' : 'other targets') },
]

function print(scores: readonly CalibrationScore[]): void {
  for (const group of new Set(scores.map((score) => score.group))) {
    console.log(`  ${group}`)
    for (const level of ['grade', 'area'] as const) {
      for (const share of [0.8, 0.9] as const) {
        const cells = leads.map((lead) => {
          const score = scores.find((each) => each.group === group && each.level === level && each.share === share && each.lead === lead)
          if (score === undefined) return ''.padEnd(40)
          const kept = score.coverage >= bars[share][0] && score.coverage <= bars[share][1] && score.width <= widest * score.hindsightWidth
          return `h=${lead} ${(score.coverage * 100).toFixed(1)} % width ${(score.width * 100).toFixed(1)}/${(score.hindsightWidth * 100).toFixed(1)}${kept ? '' : ' MISS'}`.padEnd(40)
        })
        console.log(`    ${level.padEnd(6)} ${share * 100} %  ${cells.join('')}`)
      }
    }
  }
}

if (!haveSharedData()) console.log('The development data (../shared/data) are not here; nothing to measure.')
for (const { name, origins, groupOf } of haveSharedData() ? sets : []) {
  const set = sharedSets().find((each) => each.name === name)!
  const { tables, ladder, calendar } = prepare(set)
  const dataset = parseInputs(tables, { ladder, calendar })
  const rows = calibrate(dataset, {
    origins,
    leads,
    levels: [0.8, 0.9],
    birthsLag: set.birthsLag,
    maxYear: set.maxYear,
    minPupils: set.minPupils,
    onProgress: (origin) => process.stderr.write(`  … ${name}, origin ${origin}\n`),
  })
  console.log(`\n${name}: coverage, then mean width / width in hindsight, % of the middle; MISS where a bar is missed`)
  print(summariseCalibration(rows, groupOf))
}
