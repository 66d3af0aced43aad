// Which town of Dongguan will be short of school places, how likely, and by when must one act; what can neighbours take; which land may be sold?
// The figures of 2021 are facts; what no document gives has a name and can be set: npm run example:dongguan -- --set growth-liaobu=0.03
// Prints the answer and writes out/dongguan.html.

import { mkdirSync, writeFileSync } from 'node:fs'

import { createFactBook, drawOpenings, planPlaces, raiseAlerts } from 'school-places'
import { alertText, renderHtml, renderText } from 'school-places/report'
import { chanceRule, chinaRemedies, surplusRule } from 'school-places/standards'

import { readAssumptions } from './command-line'
import { dongguanAssumptions, dongguanTables, towns } from './data/dongguan-city'
import { cutOffSection, communitySection, indicatorSection, pointsSection } from './dongguan/admission'
import { landSection, seniorSection } from './dongguan/land'
import { reliefSection, shortageSection, townName } from './dongguan/shortage'
import { drawChart } from './draw-chart'
import { withSections } from './sections'

const assumptions = readAssumptions('dongguan', dongguanAssumptions)
const rules = [chanceRule, surplusRule]
const draws = 100
const plan = planPlaces(dongguanTables(assumptions), {
  origin: 2021,
  horizon: 14,
  draws,
  seed: 1,
  rules,
  // In one future of twenty the schools of a town do not come at all.
  openings: (dataset) => drawOpenings(dataset.projects, { asOf: '2021-03-01', draws, seed: 1 }),
  title: { en: 'Dongguan: places of a city of towns, 2021–2035', zh: '东莞市镇街学位供需 2021—2035' },
  onProgress: (step) => process.stderr.write(`  … ${step}\n`),
})
const likely = raiseAlerts(plan.balance, { rules: [{ ...chanceRule, levels: chanceRule.levels.slice(1) }], remedies: chinaRemedies, additions: plan.supply.additions })

const own = [
  shortageSection(plan, likely),
  reliefSection(plan, 12),
  landSection(plan),
  seniorSection(plan),
  cutOffSection(plan, 3_000),
  pointsSection(plan, 2023, (name) => assumptions[name]!.value),
  communitySection(),
  indicatorSection(plan, 'unmet / 45'),
]
const report = withSections(plan.report, own, ['turning-points', 'alerts', 'issues', 'facts'])
console.log(renderText(report, { sections: own.map((each) => each.id) }))

console.log('预警（松山湖“1+9”最重的三条）Alerts, the three gravest of Songshan Lake 1 + 9')
const stageName = (stage: string) => plan.rates.ladder.stages.find((each) => each.id === stage)!.name
for (const alert of plan.alerts.filter((each) => each.rule === 'chance' && each.area !== 'other' && each.area !== 'changping').toSorted((a, b) => b.worst.places - a.worst.places).slice(0, 3)) {
  const told = alertText(alert, { area: townName(alert.area), stage: stageName(alert.stage) })
  console.log(`• ${told.zh}\n  ${told.en}`)
}

console.log('\n文件所载 What the points of work for 2021 say')
const book = createFactBook(plan.dataset.facts)
for (const id of ['DG-01a', 'DG-01', 'DG-02a', 'DG-02', 'DG-11a', 'DG-11b', 'DG-15', 'DG-23']) {
  const fact = book.get(id)!
  console.log(`• ${id} ${fact.measure}: ${{ exact: '', about: '≈ ', over: '> ', under: '< ', 'at-least': '≥ ', 'at-most': '≤ ' }[fact.bound]}${fact.value.toLocaleString('en-US')} ${fact.unit} (${fact.status})`)
}

console.log('\n本例假设 Assumptions of this example (override with --set name=value)')
for (const [name, { value, reason }] of Object.entries(assumptions).filter(([each]) => !/^(share|growth|full)-/.test(each))) console.log(`• ${name} = ${value}: ${reason}`)
for (const { area, zh, en } of towns) console.log(`• ${zh} ${en}: ${['share', 'growth', 'full'].map((each) => `${each}-${area} = ${assumptions[`${each}-${area}`]?.value}`).join(', ')}`)
console.log('• Counts by town and grade are made of these, the children of the census and the births of the nation, with a seeded scatter of 2 % a cohort.')

mkdirSync('out', { recursive: true })
process.stderr.write('  … page\n')
writeFileSync('out/dongguan.html', renderHtml(report, { drawChart }))
console.log('\nWritten: out/dongguan.html')
