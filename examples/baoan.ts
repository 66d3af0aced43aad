// How many school places does Bao'an need to 2035, how many will it have, where does it fall short, and when do places stay empty?
// Prints the answer and writes out/baoan.md and out/baoan.html. Override an assumption: npm run example:baoan -- --set takeBackShare=0.2

import { mkdirSync, writeFileSync } from 'node:fs'

import { describeIssue, planPlaces, programmeByYear, stageOf, total, valueAt } from 'school-places'
import { alertText, issueText, renderHtml, renderMarkdown, renderText, withCommas } from 'school-places/report'

import { readAssumptions } from './command-line'
import { baoanAssumptions, baoanTables } from './data/baoan'
import { drawChart } from './draw-chart'

const assumptions = readAssumptions('baoan', baoanAssumptions)
const plan = planPlaces(baoanTables(assumptions), {
  origin: 2021,
  horizon: 14,
  title: { en: "Bao'an school places 2021–2035", zh: '宝安区学位供需 2021—2035' },
  onProgress: (step) => process.stderr.write(`  … ${step}\n`),
})

console.log(renderText(plan.report, { sections: ['admissions', 'overview', 'turning-points'] }))

console.log('预警 Alerts')
const name = (area: string) => plan.dataset.areas.find((each) => each.id === area)!.name
for (const alert of plan.alerts) {
  const text = alertText(alert, { area: name(alert.area), stage: stageOf(plan.rates.ladder, alert.stage).name })
  console.log(`• ${text.zh}\n  ${text.en}`)
}

console.log('\n本例假设 Assumptions of this example (override with --set name=value)')
for (const [each, { value, reason }] of Object.entries(assumptions)) console.log(`• ${each} = ${Number(value.toFixed(4))}: ${reason}`)

console.log('\n假设与数据问题 Assumptions and issues')
for (const issue of plan.issues) console.log(`• ${issueText(issue, name).kind.zh} ${describeIssue(issue)}`)

console.log('\n结论 In short')
for (const row of plan.admissions) {
  console.log(`• ${row.grade} ${row.year}: applicants ${withCommas(row.applicants)} against ${withCommas(row.plan)} = ${(row.ratio * 100).toFixed(1)} % (short ${withCommas(row.short)})`)
}
for (const row of programmeByYear(plan.supply.additions, [['primary', 'junior']])) {
  console.log(`• New public compulsory places ${row.year}: ${withCommas(row.added)} = ${withCommas(row.built)} built + ${withCommas(row.takenBack)} taken back [${row.facts.join(', ')}]`)
}
const all2021 = valueAt(total(plan.projection.pupils, 'grade'), { area: 'baoan', year: 2021 })
console.log(`• Check: the reconstructed base year has ${withCommas(Math.round(all2021))} pupils; the report's 550,000 pupils and staff less 45,000 staff are about 505,000 (${((1 - all2021 / 505_000) * 100).toFixed(1)} % fewer)`)
for (const row of plan.turningPoints) {
  const short = row.firstShort === undefined ? 'never short' : `short ${row.firstShort}–${row.lastShort}, most in ${row.worstYear} (${withCommas(Math.round(row.worstUnmet))})`
  console.log(`• ${stageOf(plan.rates.ladder, row.stage).name.zh} ${row.stage}: peak ${row.peakYear}; ${short}; ${row.firstSurplus === undefined ? 'no surplus to 2035' : `surplus from ${row.firstSurplus}`}`)
}

mkdirSync('out', { recursive: true })
process.stderr.write('  … pages\n')
writeFileSync('out/baoan.md', renderMarkdown(plan.report))
writeFileSync('out/baoan.html', renderHtml(plan.report, { drawChart }))
console.log('\nWritten: out/baoan.md, out/baoan.html')
