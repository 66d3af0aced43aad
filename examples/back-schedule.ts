// By when must every milestone of a school be passed, what does a month's slip cost, and what brings the opening back? Then: a total over ten streets.
// npm run example:back-schedule -- [--set wantedChance=0.9]

import { mkdirSync, writeFileSync } from 'node:fs'

import { describeIssue, usualDurations } from 'school-places'
import type { Distribution } from 'school-places'
import { chanceText, ganttChart, tableText, timetableSections, withCommas } from 'school-places/report'
import { crashOptions, daysOfMonth, decomposeTable, schoolNetwork, slipCost, streetTimetables } from 'school-places/schedule'

import { readAssumptions } from './command-line'
import { calendars, schoolAssumptions, streets } from './data/back-schedule'
import { baoanFacts } from './data/baoan'
import { drawChart } from './draw-chart'

const assumed = readAssumptions('back-schedule', schoolAssumptions)
const draws = 2_000
const dates = { opens: '2025-09-01', asOf: '2022-03-01' }
const milestones = [{ milestone: 'land', reached: true, actual: '2021-12-31' }]
const calendarOf = { approval: 'office', design: 'office', start: 'office', 'topped-out': 'site', accepted: 'site' }
const { network, issues } = schoolNetwork('traditional', usualDurations, { milestones, calendars, calendarOf })

const project = '九年一贯制学校'
const [street] = streetTimetables([{ project, unit: '松岗街道', places: assumed.places.value, opens: dates.opens, network }], { asOf: dates.asOf, draws, seed: 1 })
if (street === undefined) throw new Error('there is one street')
for (const table of timetableSections([street])[0]?.tables ?? []) console.log(`${tableText(table, 'both')}\n`)

console.log('延误的代价 What a slip costs')
for (const days of [7, 30, 61]) {
  const slip = slipCost(network, dates, 'topped-out', days)
  console.log(`• ${days} days later at the structure: opens ${slip.opening}, ${slip.months} months lost`)
}

console.log('\n如何挽回 What restores the chance')
const months = (mode: string, to: string): Distribution => ({ kind: 'scaled', of: usualDurations[mode]?.find((each) => each.to === to)?.months ?? { kind: 'fixed', value: 0 }, factor: workDays(to) })
const offers = [
  { option: '装配式 prefabricated', days: Object.fromEntries(['design', 'start', 'topped-out', 'accepted'].map((to) => [to, months('prefabricated', to)])), cost: assumed.prefabricationCost.value },
  { option: '全过程代建 agent-built', days: Object.fromEntries(['design', 'start'].map((to) => [to, months('agent-built', to)])), cost: assumed.agentCost.value },
]
for (const each of crashOptions(network, { ...dates, draws, seed: 1, project }, offers, assumed.wantedChance.value)) {
  console.log(`• ${each.options.join(' + ') || '传统 as it is'}: ${chanceText(each.chance, draws).en} in time for ${withCommas(each.cost)} yuan${each.restores ? ', enough' : ''}`)
}

/** Days of work a month of a step's calendar: what the network took. */
function workDays(to: string): number {
  const spread = network.activities.find((each) => each.activity === to)?.spread
  return spread?.kind === 'scaled' ? (spread.factor ?? 1) : daysOfMonth
}

const left = baoanFacts.find((each) => each.id === 'BA-69')?.value ?? 0
const years = [{ unit: '2024', weights: { money: 2 } }, { unit: '2025', weights: { money: 3 } }]
const division = decomposeTable(left, streets, years, { classSize: 45, rows: { importances: { gap: 3, land: 1, population: 1 } } })
console.log(`\n责任书 ${withCommas(left)} places over ten streets and two years, whole classes of 45`)
division.rows.parts.forEach((part, i) => console.log(`• ${part.unit}: ${withCommas(part.places)} = ${(division.cells[i] ?? []).map(withCommas).join(' + ')}`))

console.log('\n假设 Assumptions')
for (const issue of [...issues, ...division.rows.issues]) console.log(`• ${describeIssue(issue)}`)
for (const [name, { value, reason }] of Object.entries(assumed)) console.log(`• ${name} = ${withCommas(value)}: ${reason}`)
mkdirSync('out', { recursive: true })
writeFileSync('out/back-schedule.svg', drawChart(ganttChart(street, 'zh')))
console.log('\nWritten: out/back-schedule.svg')
