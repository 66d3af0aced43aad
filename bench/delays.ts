// npm run delays: how late is school construction, and can it be foretold? Planned and actual ends of the New York City School Construction Authority,
// when the development data are there: delays by phase with unfinished work counted, a check on later ends that were not used, and the chance to open.

import { existsSync } from 'node:fs'

import { chanceUpTo, describeIssue, estimateDelays, expectedOpenings, quantileOf } from 'school-places'
import type { DelayEstimate, DelayRow } from 'school-places'

import { readCommandLine } from '../examples/command-line'
import { readConstruction } from './accuracy/construction'
import type { ConstructionRow } from './accuracy/construction'

readCommandLine('npm run delays', {})

const file = new URL('../../shared/data/us_nyc_sca_project_phases_planned_vs_actual.csv', import.meta.url).pathname
/** Last date in the file. */
const asOf = '2025-09-30'
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const days = (value: number): string => (value === Infinity ? 'not seen' : value.toFixed(0))

/** What was known on a date: later ends were still open, later begins unknown. */
function knownAt(rows: readonly ConstructionRow[], date: string): DelayRow[] {
  return rows.filter((row) => row.begins <= date).map(({ actual, ...row }) => (actual !== undefined && actual <= date ? { ...row, actual } : row))
}

function tell(name: string, { rows, finished, openShare, observed, models, delay, curve }: DelayEstimate): void {
  const late = (limit: number): number => curve.findLast((step) => step.value <= limit)?.lasting ?? 1
  const at = (p: number): number => (observed === undefined ? Infinity : quantileOf(observed.distribution, p))
  console.log(`  ${name.padEnd(14)} ${String(rows).padStart(5)} rows, ${finished} finished, ${percent(openShare)} open; half within ${days(at(0.5))} days of the plan, 80 % within ${days(at(0.8))}; more than 0 days late ${percent(late(0))}, more than a year ${percent(late(365))}`)
  console.log(`  ${''.padEnd(14)} models: ${models.map((model) => `${model.distribution.kind} (AIC ${model.aic.toFixed(0)}, misfit ${model.misfit.toFixed(2)})`).join(' · ')}; by the best, more than a year late ${percent(1 - chanceUpTo(delay.distribution, 365))}`)
}

interface Check {
  readonly chance: number
  readonly ended: number
}

/** For work open on `origin`: the chance to end within a year, or by its planned end within that year, foretold from what was known then, beside what happened. */
function checkLater(rows: readonly ConstructionRow[], origin: string, measure: 'days' | 'ratio', use: 'joined' | 'delay', until: 'a year' | 'the plan'): Check[] {
  const estimate = estimateDelays(knownAt(rows, origin), { asOf: origin, measure, by: ['phase'] })
  const day = (date: string): number => Date.parse(date) / 86_400_000
  return rows.flatMap((row): Check[] => {
    if (row.begins > origin || (row.actual !== undefined && row.actual <= origin)) return []
    const [planned, begins, today] = [day(row.planned), day(row.begins), day(origin)]
    if (measure === 'ratio' && planned - begins < 1) return []
    if (until === 'the plan' && (planned <= today || planned > today + 365)) return []
    const { distribution } = (estimate.groups.find((each) => each.group.phase === row.phase) ?? estimate.all)[use]
    const upTo = (date: number): number => chanceUpTo(distribution, measure === 'days' ? date - planned : (date - begins) / (planned - begins))
    const limit = until === 'a year' ? today + 365 : planned
    const passed = upTo(today)
    // What has lasted longer than anything the distribution holds: nothing is foretold, so nothing is expected.
    const chance = passed < 1 - 1e-9 ? (upTo(limit) - passed) / (1 - passed) : 0
    return [{ chance, ended: Number(row.actual !== undefined && day(row.actual) <= limit) }]
  })
}

const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length

function tellChecks(rows: readonly ConstructionRow[], until: 'a year' | 'the plan'): void {
  for (const [measure, use] of [['days', 'joined'], ['days', 'delay'], ['ratio', 'joined'], ['ratio', 'delay']] as const) {
    for (const origin of ['2022-09-30', '2023-09-30', '2024-09-30']) {
      const pairs = checkLater(rows, origin, measure, use, until)
      const [foretold, ended, brier] = [mean(pairs.map((pair) => pair.chance)), mean(pairs.map((pair) => pair.ended)), mean(pairs.map((pair) => (pair.chance - pair.ended) ** 2))]
      const bins = [0, 0.25, 0.5, 0.75].map((low) => {
        const inside = pairs.filter((pair) => pair.chance >= low && (pair.chance < low + 0.25 || low === 0.75))
        return inside.length === 0 ? '–' : `${mean(inside.map((pair) => pair.chance)).toFixed(2)}→${mean(inside.map((pair) => pair.ended)).toFixed(2)} (${inside.length})`
      })
      console.log(`  ${origin} ${`${measure}, ${use === 'joined' ? 'curve and tail' : 'model'}`.padEnd(21)} ${pairs.length} open; foretold ${percent(foretold)}, ended ${percent(ended)}; Brier ${brier.toFixed(3)} against ${(ended * (1 - ended)).toFixed(3)} for the share itself; by quarter of chance ${bins.join('  ')}`)
    }
  }
}

function report(): void {
  const { rows, told } = readConstruction(file)
  console.log(`New York City School Construction Authority, as of ${asOf}`)
  for (const line of told) console.log(`  ${line}`)
  for (const measure of ['days', 'ratio'] as const) {
    const estimate = estimateDelays(rows, { asOf, measure, by: ['phase'] })
    if (measure === 'days') {
      for (const issue of estimate.issues) console.log(`  ${describeIssue(issue)}`)
      console.log('\nDelays in days, unfinished work counted')
      tell('all phases', estimate.all)
      for (const each of estimate.groups) tell(each.group.phase!, each)
      const finished = estimateDelays(rows.filter((row) => row.actual !== undefined), { asOf, measure, by: ['phase'] })
      console.log('\nThe finished alone, as tables of completed work show them (biased: the slow are missing)')
      for (const each of finished.groups) tell(each.group.phase!, each)
      const schools = rows.filter((row) => row.kind === 'NEW SCHOOL')
      console.log('\nNew schools')
      for (const each of estimateDelays(schools, { asOf, measure, by: ['phase'] }).groups) tell(each.group.phase!, each)
    } else {
      console.log('\nActual ÷ planned duration')
      for (const each of estimate.groups) console.log(`  ${each.group.phase!.padEnd(14)} half within ${quantileOf(each.delay.distribution, 0.5).toFixed(2)}, 80 % within ${quantileOf(each.delay.distribution, 0.8).toFixed(2)} of the planned duration by the ${each.delay.distribution.kind} (misfit ${each.models[0]!.misfit.toFixed(2)})`)
    }
  }

  console.log('\nForetold from what was known then: work open on the date, chance to end within a year, beside what happened')
  tellChecks(rows, 'a year')
  console.log('\nThe same for work planned to end in the year after the date: chance to end by the plan (on time)')
  tellChecks(rows, 'the plan')

  console.log('\nThe chance that a school under construction opens as planned in 2027, by planned end. Construction in this list is nearly all unfinished because finished')
  console.log('projects leave it: with unfinished work counted the chance is too low, from the finished alone too high; it lies between. Design is followed in full.')
  const groupsOf = (list: readonly DelayRow[]): readonly DelayEstimate[] => estimateDelays(list, { asOf, measure: 'days', by: ['phase'] }).groups
  const find = (groups: readonly DelayEstimate[], phase: string): DelayEstimate => groups.find((each) => each.group.phase === phase)!
  const [counted, finished] = [groupsOf(rows), groupsOf(rows.filter((row) => row.actual !== undefined))]
  for (const [name, each] of [['construction, unfinished counted', find(counted, 'Construction')], ['construction, finished alone', find(finished, 'Construction')], ['delays like those of design', find(counted, 'Design')]] as const) {
    const cells = ['2027-08-31', '2027-07-31', '2027-05-31', '2026-08-31'].map((due) => {
      const { openBy } = expectedOpenings([{ project: 'school', opens: 2027, due, certainty: 1 }], { asOf, delays: each.joined }).projects[0]!
      const by = (year: number): number => openBy.findLast((one) => one.year <= year)?.chance ?? 0
      return `${due}: ${percent(by(2027))} in 2027, ${percent(by(2028))} by 2028`
    })
    console.log(`  ${name.padEnd(33)} ${cells.join('; ')}`)
  }
}

if (existsSync(file)) report()
else console.log('The development data (../shared/data) are not here; nothing to measure.')
