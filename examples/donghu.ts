// What does Donghu's plan of January 2022 bring, how surely and by when: three campuses at three milestones, four extensions, six kindergartens,
// large classes to clear, and kindergartens whose children grow fewer? Override an assumption: npm run example:donghu -- --set tianjiSure=0.8

import { mkdirSync, writeFileSync } from 'node:fs'

import { compareModes, describeIssue, earliestOpening, expectedOpenings, findOversizeClasses, findOversizeSchools, planPlaces, projectSectorShares, quantile, shareAbove, stageOf, summarise, valueAt } from 'school-places'
import { alertText, chanceText, renderHtml, renderMarkdown, withCommas } from 'school-places/report'
import { funnel, parseLedger, stateAt } from 'school-places/track'

import { readAssumptions } from './command-line'
import { asOf, donghuAssumptions, donghuClasses, donghuFigure, donghuLedger, donghuRolls, donghuTables, reachedIn } from './data/donghu-plan'
import { drawChart } from './draw-chart'

const assumptions = readAssumptions('donghu', donghuAssumptions)
const percent = (share: number): string => `${Math.round(share * 100)} %`
const whole = (value: number): string => withCommas(Math.round(value))

const state = stateAt(parseLedger(donghuLedger(assumptions), { asOf }), asOf)
const reached = reachedIn(state)
const draws = 1_000
const plan = planPlaces(donghuTables(assumptions), { origin: 2021, horizon: 9, draws, seed: 1, delivery: { asOf, reached }, title: { en: 'Donghu school places 2021–2030', zh: '东湖区学位供需 2021—2030' }, onProgress: (step) => process.stderr.write(`  … ${step}\n`) })

console.log(`项目进展 Where the projects stand on ${asOf}`)
for (const { name, reached: projects, places, here } of funnel(state)) console.log(`• ${name.zh} ${name.en}: ${projects} projects, ${withCommas(places)} places; ${here} stand here`)

console.log('\n三所校区 Three campuses at three milestones (time from the milestone reached, in months usual for the mode)')
for (const project of plan.dataset.projects.filter((each) => each.kind === 'branch')) {
  const { places = 0 } = project.parts[0] ?? {}
  const work = { project: project.project, places, opens: project.opens, mode: project.mode, certainty: project.certainty, reached: reached[project.project] }
  const { soonest, likely, safe } = earliestOpening(work, { asOf })
  const { openBy } = expectedOpenings([work], { asOf }).projects[0]!
  const chanceBy = (year: number): string => percent(openBy.findLast((each) => each.year <= year)?.chance ?? 0)
  console.log(`• ${project.project}, ${withCommas(places)} places, ${work.reached?.milestone} since ${work.reached?.date}: soonest ${soonest.year}, likely ${likely.year} (ready ${likely.ready}, slack ${likely.slack} days), safe ${safe.year}`)
  console.log(`  open by 1 September 2022: ${chanceBy(2022)}, 2023: ${chanceBy(2023)}, 2024: ${chanceBy(2024)}, 2025: ${chanceBy(2025)}; planned ${project.opens}`)
  console.log(`  if it were built otherwise, by ${project.opens}: ${compareModes(work, { asOf, year: project.opens }).map((each) => `${each.mode} ${percent(each.chance)}`).join(', ')}`)
}
console.log(`• Check: Tianji has ${withCommas(donghuFigure('DH-06'))} places = ${donghuFigure('DH-06c')} classes × 45, six a grade`)

console.log('\n各年学位 Places by year, as planned and to be expected')
const shortage = summarise(plan.balance.stages.unmet, { short: shareAbove(0.5) }).short
for (const { stage, year, planned, expected, low, high, chance } of plan.expectedPlaces.filter((each) => each.year <= 2027)) {
  console.log(`• ${stage} ${year}: ${whole(planned)} planned, ${whole(expected)} expected, 80 % range ${whole(low)}–${whole(high)}, chance of the plan ${chanceText(chance, draws).en}`)
}
console.log('\n缺口可能性 Chance of a shortage in some grade, pupils and places both uncertain')
for (const stage of shortage.axes.stage.labels) {
  console.log(`• ${stageOf(plan.rates.ladder, stage).name.zh} ${stage}: ${[2022, 2023, 2024, 2025, 2026, 2028, 2030].map((year) => `${year} ${chanceText(valueAt(shortage, { area: 'donghu', stage, year }), draws).en}`).join(', ')}`)
}

console.log('\n大班额、大校额 Large classes and schools (assumed list)')
for (const threshold of [56, 66]) {
  const { classes, places, furtherClasses } = findOversizeClasses(donghuClasses(assumptions), threshold, 45)
  console.log(`• classes of ${threshold} and more: ${classes.numerator} of ${withCommas(classes.denominator)} = ${(classes.value * 100).toFixed(1)} %; ${withCommas(places.least)} places or ${furtherClasses.least} more classes bring them to 45`)
}
const oversize = findOversizeSchools(donghuRolls(assumptions))
console.log(`• schools above the limit: ${oversize.list.map(({ school, pupils, limit }) => `${school} ${withCommas(pupils)} against ${withCommas(limit)}`).join(', ')}; ${withCommas(oversize.places)} places elsewhere`)

console.log('\n幼儿园 Kindergartens')
const [all, open] = [donghuFigure('DH-01'), (donghuFigure('DH-01') * donghuFigure('DH-02a')) / donghuFigure('DH-01a')]
console.log(`• ${donghuFigure('DH-01a')} new public kindergartens, more than ${all} places, ${all / donghuFigure('DH-01a')} each; ${donghuFigure('DH-02')} children in the first ${donghuFigure('DH-02a')}: ${percent(donghuFigure('DH-02') / open)} of their ${open} places in the first year`)
const kindergarten = plan.rates.ladder.grades.filter((grade) => grade.stage === 'kindergarten').map((grade) => grade.id)
const median = summarise(plan.supply.places, { half: quantile(0.5) }).half
const placesOf = (sector: string, year: number): number => kindergarten.reduce((sum, grade) => sum + valueAt(median, { area: 'donghu', grade, sector, year }), 0)
const children = summarise(plan.balance.stages.pupils, { half: quantile(0.5) }).half
const years = [2021, 2023, 2025, 2027].map((year) => ({ year, pupils: valueAt(children, { area: 'donghu', stage: 'kindergarten', year }), places: { public: placesOf('public', year), 'private-inclusive': placesOf('private-inclusive', year), private: placesOf('private', year) } }))
for (const filling of ['even', ['public', 'private-inclusive', 'private']] as const) {
  for (const row of projectSectorShares(years, { targets: { public: 0.5, inclusive: 0.8 }, filling })) {
    console.log(`• ${filling === 'even' ? 'all equally full' : 'public ones fill first'}, ${row.year}: ${whole(years.find((each) => each.year === row.year)!.pupils)} children, public ${percent(row.public.share)}, inclusive ${percent(row.inclusive.share)}; to hold 50 %: convert ${row.toHold.public.convert ?? '–'} places`)
  }
}

console.log('\n预警 Alerts')
for (const alert of plan.alerts) console.log(`• ${alertText(alert, { area: { en: 'Donghu', zh: '东湖区' }, stage: stageOf(plan.rates.ladder, alert.stage).name }).zh}`)

console.log('\n本例假设 Assumptions of this example (override with --set name=value)')
for (const [name, { value, reason }] of Object.entries(assumptions)) console.log(`• ${name} = ${Number(value.toFixed(4))}: ${reason}`)
console.log('\n假设与数据问题 Assumptions and issues')
for (const issue of [...state.issues, ...plan.issues].filter((each) => each.code !== 'milestone-implied')) console.log(`• ${describeIssue(issue)}`)

mkdirSync('out', { recursive: true })
writeFileSync('out/donghu.md', renderMarkdown(plan.report))
writeFileSync('out/donghu.html', renderHtml(plan.report, { drawChart }))
console.log('\nWritten: out/donghu.md, out/donghu.html')
