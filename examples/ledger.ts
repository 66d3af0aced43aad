// What does the meeting of this week have to know: what was done, what was put off, by whom, and what does it cost this September?
// The ledger of one district, kept for two weeks; the figures of the report are facts, the dates between are assumed.

import { mkdirSync, writeFileSync } from 'node:fs'

import { describeIssue } from 'school-places'
import { renderHtml, renderText, withCommas } from 'school-places/report'
import { parseLedger, trackingReport, trackLedger, unitTable, updateLedger } from 'school-places/track'

import { readCommandLine } from './command-line'
import { baoanLedger, nextWeek } from './data/baoan-ledger'

readCommandLine('npm run example:ledger', {})

const lastWeek = parseLedger(baoanLedger, { asOf: '2021-06-30' })
const ledger = updateLedger(lastWeek, nextWeek, { asOf: '2021-07-07' })
const tracking = trackLedger(ledger, { since: '2021-06-30', forecast: ['accepted'] })
const report = trackingReport(tracking, { en: "Bao'an building ledger", zh: '宝安区学位建设台账' })

console.log(renderText(report, { language: 'zh', sections: ['changes', 'targets', 'risk', 'units'] }))

console.log('九月学位 Places this September')
const { risk } = tracking
const first = trackLedger(lastWeek).risk
console.log(`• a week ago: ${withCommas(first.planned)} planned for 1 September ${first.year}`)
console.log(`• now: ${withCommas(risk.planned)} planned, ${withCommas(risk.putOff)} put off to a later year, ${withCommas(Math.round(risk.atRisk))} of the rest at risk`)

console.log('\n目标 Targets, each with its own period and denominator')
for (const { target, period, completion, difference } of tracking.targets) {
  console.log(`• ${target} (${period.from ?? ''} to ${period.to}): ${completion?.numerator} of ${completion?.denominator} = ${Math.round((completion?.value ?? 0) * 100)} %, ${difference} above`)
}

console.log('\n一街道一表 One street, one table')
for (const row of unitTable(tracking.state, '石岩街道')) {
  const dates = row.milestones.filter((each) => each.planned !== undefined).map((each) => `${each.milestone} ${each.actual ?? `(${each.planned})`}`)
  console.log(`• ${row.project}, ${withCommas(row.places)} places, opens ${row.opens}${row.blockedBy.length === 0 ? '' : `, held up by ${row.blockedBy.join(', ')}`}: ${dates.join(' → ')}`)
}

console.log('\n假设与数据问题 Assumptions and issues')
for (const issue of tracking.issues.filter((each) => each.code !== 'milestone-implied')) console.log(`• ${describeIssue(issue)}`)
console.log(`• ${tracking.issues.filter((each) => each.code === 'milestone-implied').length} projects have reached milestones whose own day is not in the ledger`)

mkdirSync('out', { recursive: true })
writeFileSync('out/ledger.html', renderHtml(report, {}))
console.log('\nWritten: out/ledger.html')
