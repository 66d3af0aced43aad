// Which of Bao'an's works to start when, with the primary peak behind it and the junior peak ahead: with and without schools that change stage, and for how much money?
// npm run example:schedule -- [--set moneyAYear=6000000000]. Demand is that of the example baoan; the documents' figures are facts, the rest is assumed.

import { withCommas } from 'school-places/report'
import { planPortfolio } from 'school-places/schedule'
import type { PortfolioPlan } from 'school-places/schedule'

import { readAssumptions } from './command-line'
import { baoanProgramme, scheduleAssumptions } from './data/schedule'

const assumed = readAssumptions('schedule', scheduleAssumptions)
const options = { seconds: 6, gap: 0.01, seed: 1, now: () => performance.now() }
const places = (value: number): string => withCommas(Math.round(value))
const money = (yuan: number): string => `${(yuan / 1e8).toFixed(1)} 亿`
const proven = ({ proof }: PortfolioPlan): string => (proof === undefined ? 'best found, without proof' : `proven within ${(100 * proof.gap).toFixed(1)} % of the best possible`)

for (const conversions of [false, true]) {
  const problem = baoanProgramme(assumed, conversions)
  process.stderr.write('  … planning\n')
  const plan = await planPortfolio(problem, options)
  const { evaluation, starts } = plan
  console.log(`\n${conversions ? '可改学段 With conversion of stages' : '不改学段 Without conversion of stages'} (${proven(plan)})`)
  console.log(`• ${Object.keys(starts).length} of ${problem.candidates.length} batches for ${money(evaluation.cost)}; short ${places(evaluation.placeYears)} place-years, idle ${places(evaluation.idle)}`)
  for (const kind of new Set(problem.candidates.map((each) => each.kind))) {
    const chosen = problem.candidates.filter((each) => each.kind === kind && starts[each.project] !== undefined).map((each) => starts[each.project])
    console.log(`  ${kind}: ${chosen.length === 0 ? 'none' : chosen.sort().join(' ')}`)
  }
  const { stage, year } = evaluation.unmetAt.axes
  stage.labels.forEach((each, s) => {
    const short = year.labels.map((label, t) => ({ label, unmet: evaluation.unmetAt.values[s * year.labels.length + t] ?? 0 })).filter(({ unmet }) => unmet >= 0.5)
    console.log(`  short in ${each}: ${short.map(({ label, unmet }) => `${label} ${places(unmet)}`).join(', ') || 'never'}`)
  })
}

console.log('\n预算曲线 Unmet against money')
for (const share of [0.5, 0.75, 1, 1.25]) {
  const plan = await planPortfolio(baoanProgramme(assumed, true, share * assumed.moneyAYear.value), { ...options, seconds: 4 })
  console.log(`• ${money(share * assumed.moneyAYear.value)} a year: short ${places(plan.evaluation.placeYears)} place-years (${proven(plan)})`)
}
console.log('\n假设 Assumptions')
for (const [name, { value, reason }] of Object.entries(assumed)) console.log(`• ${name} = ${Number(value.toPrecision(6))}: ${reason}`)
