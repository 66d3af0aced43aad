// Places by year of many projects over 30 years and many draws of their delays, without keeping the draws; beside drawing a day and its school year one by one.

import { createDistributionSampler, createStream, median, openingYear, quantile, summariseDeliveries } from 'school-places'
import type { DeliveryProject, DeliverySummaries, Distribution } from 'school-places'

import type { BenchCase } from '../harness'

const [from, years, groups] = [2021, 30, 60]
const delay: Distribution = { kind: 'gumbel', mode: 60, spread: 175 }
const first = { asOf: '2021-06-30', from, to: from + years - 1, seed: 1 } as const
const statistics = { p10: quantile(0.1), p50: median(), p90: quantile(0.9) }

/** Projects of 20 areas and three stages that open over ten years: half on a plan with a delay, half from a milestone on. */
export function deliveryProjects(count: number): DeliveryProject[] {
  const stages = ['kindergarten', 'primary', 'junior']
  const milestones = ['approval', 'design', 'start', 'topped-out'] as const
  return Array.from({ length: count }, (_, i) => ({
    project: `project ${i}`,
    area: `area ${Math.floor(i / 3) % (groups / 3)}`,
    stage: stages[i % 3]!,
    places: 270 + 45 * (i % 40),
    opens: 2022 + (i % 10),
    mode: i % 4 === 0 ? 'prefabricated' : 'traditional',
    certainty: [1, '确保', '力争', '争取'][Math.floor(i / 7) % 4]!,
    ...(i % 2 === 0 ? {} : { reached: { milestone: milestones[(i >> 1) % 4]!, date: `2021-0${1 + (i % 6)}-15` } }),
  }))
}

export function runDelivery(projects: readonly DeliveryProject[], draws: number): DeliverySummaries<typeof statistics> {
  return summariseDeliveries(projects, {
    ...first,
    draws,
    statistics,
    delays: (project) => (project.reached === undefined ? overdue : undefined),
    targets: [{ area: 'area 0', stage: 'primary', year: 2030, places: 1 }],
  })
}
const overdue = { measure: 'days', distribution: delay } as const

export function checkDelivery(result: DeliverySummaries<typeof statistics>): void {
  // The middle of many sums lies near what is expected: within 5 % in the last year, when everything that comes at all has come.
  for (let group = 0; group < groups; group++) {
    const at = group * years + years - 1
    const [expected, p10, p50, p90] = [result.expected, result.drawn.p10, result.drawn.p50, result.drawn.p90].map((cube) => cube.values[at]!) as [number, number, number, number]
    if (!(p10 <= p50 && p50 <= p90)) throw new Error(`delivery: quantiles must rise, got ${p10}, ${p50}, ${p90}`)
    if (Math.abs(p50 - expected) > 0.05 * expected + (p90 - p10)) throw new Error(`delivery: the middle must be near ${expected}, got ${p50}`)
  }
  if (result.targets[0]!.chance !== 1) throw new Error('delivery: one place by 2030 is certain')
}

export function deliveryCase(count: number, draws: number): BenchCase<DeliveryProject[]> {
  return {
    name: 'delivery',
    size: { projects: count, years, draws },
    units: { count: count * draws, name: 'opening' },
    setup: () => deliveryProjects(count),
    run: (projects) => runDelivery(projects, draws),
    check: (result) => checkDelivery(result as DeliverySummaries<typeof statistics>),
    baseline: {
      name: 'a day and its school year drawn one by one, nothing added up',
      run(projects) {
        const sample = createDistributionSampler(delay)
        let sum = 0
        for (const { project, opens } of projects) {
          const stream = createStream(1, 'delivery', project)
          const due = Date.UTC(opens!, 7, 31)
          for (let d = 0; d < draws; d++) sum += openingYear(new Date(due + Math.round(sample(stream)) * 86_400_000).toISOString().slice(0, 10))
        }
        return sum
      },
    },
    promise: { atLeast: 3 },
  }
}

/** Ten times the projects take ten times as long: all at once beside ten tenths one after the other. The draws are not kept, so memory stays that of one area and stage. */
export function deliveryGrowthCase(count: number, draws: number): BenchCase<DeliveryProject[]> {
  return {
    name: 'delivery growth',
    size: { projects: count, years, draws },
    units: { count: count * draws, name: 'opening' },
    setup: () => deliveryProjects(count),
    run: (projects) => runDelivery(projects, draws),
    check: (result) => checkDelivery(result as DeliverySummaries<typeof statistics>),
    baseline: {
      name: 'a tenth of the projects, ten times',
      run(projects) {
        const tenth = Math.ceil(projects.length / 10)
        for (let start = 0; start < projects.length; start += tenth) runDelivery(projects.slice(start, start + tenth), draws)
      },
    },
    promise: { atLeast: 0.8 },
  }
}
