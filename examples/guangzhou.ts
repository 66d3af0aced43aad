// Does 5080 hold in Guangzhou as kindergarten cohorts fall, what must the layout to 2035 hold where and when, and what stays empty after the peak?
// Published figures are facts; what no document gives has a name and can be set: npm run example:guangzhou -- --set kindergartenFull=0.85
// Prints the answer and writes out/guangzhou.html.

import { mkdirSync, writeFileSync } from 'node:fs'

import { planPlaces } from 'school-places'
import { renderHtml, renderText } from 'school-places/report'
import { chanceRule, fallingRollsRule, surplusRule } from 'school-places/standards'

import { readAssumptions } from './command-line'
import { districts, guangzhouAssumptions, guangzhouTables } from './data/guangzhou-city'
import { drawChart } from './draw-chart'
import { layoutSection, sharesSection } from './guangzhou/layout'
import { alertSection, groupSection, lotterySection } from './guangzhou/sharing'
import { withSections } from './sections'

const assumptions = readAssumptions('guangzhou', guangzhouAssumptions)
const plan = planPlaces(guangzhouTables(assumptions), {
  origin: 2020,
  horizon: 15,
  draws: 100,
  seed: 1,
  rules: [chanceRule, surplusRule, fallingRollsRule],
  title: { en: 'Guangzhou: places of eleven districts, 2020–2035', zh: '广州市十一区学位供需 2020—2035' },
  onProgress: (step) => process.stderr.write(`  … ${step}\n`),
})

const own = [sharesSection(plan, assumptions.kindergartenFull!.value), layoutSection(plan), groupSection(), lotterySection(plan, assumptions), alertSection(plan)]
const report = withSections(plan.report, own, ['turning-points', 'issues', 'facts'])
console.log(renderText(report, { sections: own.map((each) => each.id) }))

console.log('本例假设 Assumptions of this example (override with --set name=value)')
for (const [name, { value, reason }] of Object.entries(assumptions).filter(([each]) => !/^(share|growth|full)-/.test(each))) console.log(`• ${name} = ${value}: ${reason}`)
for (const { area, zh, en } of districts) console.log(`• ${zh} ${en}: ${['share', 'growth', 'full'].map((each) => `${each}-${area} = ${assumptions[`${each}-${area}`]?.value}`).join(', ')}`)
console.log('• Counts by district and grade are made of these, the children of the census, the juniors and seniors of the report and the births of the nation, with a seeded scatter of 2 % a cohort.')

mkdirSync('out', { recursive: true })
process.stderr.write('  … page\n')
writeFileSync('out/guangzhou.html', renderHtml(report, { drawChart }))
console.log('\nWritten: out/guangzhou.html')
