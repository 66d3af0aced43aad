// What did Panyu add in 2021, what comes in 2022, how far are its 23 kindergartens, and which places will the children of 2021–2035 need?
// Override an assumption: npm run example:panyu -- --set utilisation=0.95

import { mkdirSync, writeFileSync } from 'node:fs'

import { addFacts, createFactBook, describeIssue, planPlaces, programmeByYear, rate, stageOf, valueAt } from 'school-places'
import { alertText, renderHtml, renderMarkdown, renderText, withCommas } from 'school-places/report'

import { readAssumptions } from './command-line'
import { panyuAssumptions, panyuFacts, panyuTables } from './data/panyu'
import { drawChart } from './draw-chart'

const assumptions = readAssumptions('panyu', panyuAssumptions)
const plan = planPlaces(panyuTables(assumptions), { origin: 2021, horizon: 14, title: { en: 'Panyu school places 2021–2035', zh: '番禺区学位供需 2021—2035' } })
const book = createFactBook(panyuFacts)
const value = (id: string): number => addFacts(book, [id])

console.log(renderText(plan.report, { sections: ['overview', 'turning-points'] }))

console.log('预警 Alerts')
for (const alert of plan.alerts) {
  const text = alertText(alert, { area: { en: 'Panyu', zh: '番禺区' }, stage: stageOf(plan.rates.ladder, alert.stage).name })
  console.log(`• ${text.zh}\n  ${text.en}`)
}

console.log('学位 Places')
const [compulsory2021] = programmeByYear(plan.supply.additions, [['primary', 'junior']])
console.log(`• 2021 compulsory: ${withCommas(compulsory2021!.added)} = ${withCommas(value('PY-03p'))} primary + ${withCommas(value('PY-03j'))} junior`)
console.log(`• 2021 kindergarten: ${withCommas(value('PY-05'))} inclusive, of which ${withCommas(value('PY-04'))} public (nested, not added)`)
console.log(`• 2022 plan: ${withCommas(value('PY-10'))} compulsory, ${withCommas(value('PY-11'))} kindergarten`)

console.log('\n建设进度 Progress of the public kindergartens')
for (const [words, id] of [['动工率 started', 'PY-07s'], ['完工率 completed', 'PY-07c']] as const) {
  const share = rate(value(id), value('PY-07'))
  console.log(`• ${words}: ${share.numerator}/${share.denominator} = ${(share.value * 100).toFixed(1)} %`)
}

const compulsory = ['primary', 'junior'].reduce((sum, stage) => sum + valueAt(plan.balance.stages.pupils, { area: 'panyu', stage, year: 2021 }), 0)
console.log(`\n• Check: the reconstructed compulsory stages have ${withCommas(Math.round(compulsory))} pupils, the report gives ${withCommas(value('PY-23'))}`)

console.log('\n本例假设 Assumptions of this example (override with --set name=value)')
for (const [name, { value: assumed, reason }] of Object.entries(assumptions)) console.log(`• ${name} = ${Number(assumed.toFixed(4))}: ${reason}`)
console.log('\n假设与数据问题 Assumptions and issues')
for (const issue of plan.issues) console.log(`• ${describeIssue(issue)}`)

mkdirSync('out', { recursive: true })
writeFileSync('out/panyu.md', renderMarkdown(plan.report))
writeFileSync('out/panyu.html', renderHtml(plan.report, { drawChart }))
console.log('\nWritten: out/panyu.md, out/panyu.html')
