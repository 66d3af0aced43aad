// Would warnings of a shortage have been right? Rules are run from past years on real counts of pupils, and every warning is set beside what came.
// The counts are real; the places are not: no open table gives places by area and year. Each area and grade gets the places of a stated rule, fixed
// in a base year and held: factor × the mean of its last three counts. So shortages are counts that grew past what was comfortable then.
// Each grade is judged by itself, as England's rule counts need: a ladder with a stage for each grade does it.
//
// npm run alerts [-- --draws 50]

import { createLadder, parseInputs } from 'school-places'
import type { Tables } from 'school-places'
import { backtestAlerts, chooseThreshold, scoreAlerts, warningTimes } from 'school-places/evaluate'
import type { AlertCase, PlacesOfYear } from 'school-places/evaluate'
import { chanceRule, shenzhenRule } from 'school-places/standards'
import type { AlertRule } from 'school-places/standards'

import { readCommandLine, wholeNumber } from '../examples/command-line'
import { builtInSet, dataFolder, haveSharedData, sharedSets } from './accuracy/known-sets'
import { prepare } from './accuracy/tables'
import type { AccuracySet } from './accuracy/tables'

interface Trial {
  readonly set: string
  readonly base: number
  readonly origins: readonly number[]
  /** Origins before this choose the threshold, this and later ones judge it. */
  readonly judgedFrom: number
  readonly leads: readonly number[]
  readonly factor: number
}

const trials: readonly Trial[] = [
  { set: 'New Jersey K–8, at least 200 pupils', base: 2016, origins: [2017, 2018, 2019, 2020], judgedFrom: 2019, leads: [1, 2, 3], factor: 1.02 },
  { set: 'US states K–12, births', base: 1998, origins: [2000, 2003, 2006, 2009, 2012], judgedFrom: 2008, leads: [1, 2, 3, 4, 5], factor: 1.02 },
]

const usage = 'npm run alerts -- [--draws 50]'
const draws = wholeNumber(usage, '--draws', readCommandLine(usage, { draws: { type: 'string', default: '50' } }).values.draws)
const rule = (id: string, measure: AlertRule['measure'], atLeast: number, leads: readonly number[]): AlertRule => ({ ...(measure === 'chance' ? chanceRule : shenzhenRule), id, measure, leads: { from: 1, to: Math.max(...leads) }, levels: [{ level: 'short', name: { en: 'short', zh: '短缺' }, atLeast }] })

/** Places of each area and grade by the rule, held in every year that is judged. */
function placesOf(tables: Tables, { base, factor, origins, leads }: Trial): PlacesOfYear[] {
  const counts = new Map<string, { readonly area: string; readonly stage: string; readonly pupils: number[] }>()
  for (const { area, grade, year, pupils } of tables.pupils ?? []) {
    if (year > base || year <= base - 3) continue
    const key = JSON.stringify([area, grade])
    const own = counts.get(key) ?? { area, stage: grade, pupils: [] }
    own.pupils.push(pupils)
    counts.set(key, own)
  }
  const [first, last] = [Math.min(...origins), Math.max(...origins) + Math.max(...leads)]
  return [...counts.values()].flatMap(({ area, stage, pupils }) => Array.from({ length: last - first + 1 }, (_, i) => ({ area, stage, year: first + i, places: Math.round((factor * pupils.reduce((sum, each) => sum + each, 0)) / pupils.length) })))
}

const percent = (share: number | undefined): string => (share === undefined ? '–' : `${(share * 100).toFixed(1)} %`).padStart(8)

const summary = (cases: readonly AlertCase[]): string => `${cases.length} cases, ${percent(cases.filter((each) => each.happened).length / cases.length).trim()} short`

const caseKey = ({ area, stage, year }: { readonly area: string; readonly stage: string; readonly year: number }): string => JSON.stringify([area, stage, year])

function tell(trial: Trial, set: AccuracySet): void {
  const started = process.hrtime.bigint()
  const { tables, ladder: whole, calendar } = prepare(set)
  const ladder = createLadder('by-grade', whole.grades[0]?.age ?? 5, whole.grades.map(({ id }) => ({ id, en: id, zh: id, grades: [id] })))
  const dataset = parseInputs(tables, { ladder, calendar })
  const rules = [rule('chance', 'chance', 0.5, trial.leads), rule('utilisation', 'utilisation', 1, trial.leads)]
  const places = placesOf(tables, trial)
  const common = { origins: trial.origins, leads: trial.leads, places, birthsLag: set.birthsLag, seed: 1, onProgress: (origin: number) => process.stderr.write(`  … ${trial.set}, from ${origin}\n`) }
  const cases = backtestAlerts(dataset, { ...common, rules, draws })
  console.log(`\n${trial.set}: ${dataset.planningAreas.length - (set.region === 'all' ? 1 : 0)} areas, origins ${trial.origins.join(', ')}, ${draws} futures`)
  console.log(`places made up: ${trial.factor} × mean of the counts ${trial.base - 2}–${trial.base}, held; grade by grade; ${summary(cases.filter((each) => each.rule === 'chance'))}`)
  for (const { id, measure } of rules) {
    const own = cases.filter((each) => each.rule === id)
    const thresholds = measure === 'chance' ? [0.2, 0.5, 0.9] : [0.95, 1, 1.05]
    console.log(`\n  ${id}: by lead and threshold\n  lead  bound   hits  misses  false  quiet  hit rate  false÷warned  false÷not short`)
    for (const row of scoreAlerts(own, thresholds, (each) => String(each.lead))) {
      console.log(`  ${row.group.padStart(4)}  ${row.threshold.toFixed(2)}  ${String(row.hits).padStart(6)}  ${String(row.misses).padStart(6)}  ${String(row.falseAlarms).padStart(5)}  ${String(row.quiet).padStart(5)}  ${percent(row.hitRate)}  ${percent(row.falseAlarmRatio).padStart(12)}  ${percent(row.falseAlarmRate).padStart(15)}`)
    }
    for (const build of [1, 3]) {
      // A shortage that no forecast looked at so far ahead says nothing of the rule.
      const seen = new Set(own.filter((each) => each.lead >= build && each.happened).map(caseKey))
      const times = warningTimes(own, thresholds[1]!, build).filter((each) => seen.has(caseKey(each)))
      const inTime = times.filter((each) => each.inTime).length
      console.log(`  warned at ${thresholds[1]} at least ${build} year${build === 1 ? '' : 's'} before a shortage began, and from then on: ${inTime} of ${times.length} (${percent(inTime / Math.max(1, times.length)).trim()})`)
    }
    const [early, late] = [own.filter((each) => each.origin < trial.judgedFrom), own.filter((each) => each.origin >= trial.judgedFrom)]
    for (const miss of [1, 5]) {
      const choice = chooseThreshold(early, { miss, falseAlarm: 1 })
      const [judged] = scoreAlerts(late, [choice.threshold])
      const cost = ((judged?.misses ?? 0) * miss + (judged?.falseAlarms ?? 0)) / Math.max(1, late.length)
      const shortLate = late.filter((each) => each.happened).length / Math.max(1, late.length)
      console.log(`  a miss costs ${miss}, a false alarm 1: bound ${choice.threshold.toFixed(3)} chosen before ${trial.judgedFrom} (cost ${choice.cost.toFixed(3)}); judged after: ${cost.toFixed(3)} a case beside never ${(shortLate * miss).toFixed(3)}, always ${(1 - shortLate).toFixed(3)}; hits ${percent(judged?.hitRate).trim()}, false÷warned ${percent(judged?.falseAlarmRatio).trim()}`)
    }
  }
  console.log(`  ${(Number(process.hrtime.bigint() - started) / 1e9).toFixed(1)} s`)
}

if (haveSharedData()) {
  const sets = sharedSets()
  for (const trial of trials) tell(trial, sets.find((each) => each.name === trial.set)!)
} else {
  console.log(`No development data in ${dataFolder}: China's primary entrants alone, one area.`)
  tell({ set: 'China', base: 2019, origins: [2020, 2021, 2022, 2023], judgedFrom: 2022, leads: [1, 2], factor: 1.02 }, builtInSet())
}
