// Bao'an's programme of public compulsory places to 2025 as a choice: what is left of 187,000 places in three sources, and primary schools that could turn junior.

import { createAxis, createCube, planPlaces, valueAt } from 'school-places'
import type { Candidate, PortfolioProblem } from 'school-places/schedule'

import type { NamedAssumptions } from './assumptions'
import { baoanFacts, baoanTables } from './baoan'

export const scheduleAssumptions = {
  publicShare: { value: 0.75, reason: 'share of compulsory pupils who are to have a public place; 0.53 of primary entrants had one in 2021' },
  takeBackShare: { value: 8_400 / 23_100, reason: 'part of take-back, as in 2021' },
  plannedShare: { value: 0.2, reason: 'part of planned sites that are not built on; 15 such sites were secured in 2021' },
  primaryShare: { value: 1_350 / 2_100, reason: 'primary part of new places, as in a 45-class nine-year school' },
  costOfPlace: { value: 163_000, reason: 'yuan for a built place: 42 亿 for about 25,770 places in 2024' },
  costOfTakeBack: { value: 40_000, reason: 'yuan for a place taken back; not published' },
  moneyAYear: { value: 4_500_000_000, reason: 'yuan a year; not published' },
  batch: { value: 10_500, reason: 'places decided on together: five nine-year schools' },
} as const satisfies NamedAssumptions

type Assumed = Readonly<Record<keyof typeof scheduleAssumptions, { readonly value: number }>>

export function baoanProgramme(assumed: Assumed, conversions: boolean, moneyAYear = assumed.moneyAYear.value): PortfolioProblem {
  const years = Array.from({ length: 13 }, (_, i) => 2022 + i)
  const { pupils } = planPlaces(baoanTables(), { origin: 2021, horizon: 13 }).balance.stages
  const at = (stage: string, year: number): number => valueAt(pupils, { area: 'baoan', stage, year, draw: pupils.axes.draw.labels[0] ?? 0 })
  const stages = ['primary', 'junior']
  // Public places of 2021: the public part of the admission plan of each first grade.
  const now = [at('primary', 2021) * (22_225 / 41_785), at('junior', 2021) * (17_280 / 31_123)]
  const axes = { area: createAxis(['baoan']), stage: createAxis(stages), year: createAxis(years), draw: createAxis([0]) }
  const cube = (unit: 'pupils' | 'places', value: (stage: number, year: number) => number) => createCube(['area', 'stage', 'year', 'draw'], axes, unit, Float64Array.from(stages.flatMap((_, s) => years.map((year) => Math.round(value(s, year))))))
  const total = (baoanFacts.find((each) => each.id === 'BA-63')?.value ?? 0) - (baoanFacts.find((each) => each.id === 'BA-03')?.value ?? 0)
  const source = (kind: string, share: number, wait: number, price: number): Candidate[] =>
    Array.from({ length: Math.round((total * share) / assumed.batch.value) }, (_, i): Candidate => {
      const primary = Math.round(assumed.batch.value * assumed.primaryShare.value)
      const open = (places: number): number[] => [...Array.from({ length: wait }, () => 0), places]
      const effects = [{ area: 'baoan', stage: 'primary', places: open(primary) }, { area: 'baoan', stage: 'junior', places: open(assumed.batch.value - primary) }]
      return { project: `${kind} ${i + 1}`, kind, area: 'baoan', effects, spend: Array.from({ length: wait }, () => (assumed.batch.value * price) / wait), latest: 2031 }
    })
  const conversion = (_: unknown, i: number): Candidate => ({ project: `小学改初中 conversion ${i + 1}`, kind: '小学改初中 conversion', area: 'baoan', effects: [{ area: 'baoan', stage: 'primary', places: [-5_400] }, { area: 'baoan', stage: 'junior', places: [0, 5_000] }], spend: [60_000_000], earliest: 2026 })
  return {
    demand: cube('pupils', (s, year) => at(stages[s] ?? '', year) * assumed.publicShare.value),
    base: cube('places', (s) => now[s] ?? 0),
    candidates: [
      ...source('已落实用地 sites in hand', 1 - assumed.takeBackShare.value - assumed.plannedShare.value, 2, assumed.costOfPlace.value),
      ...source('民办回收 take-back', assumed.takeBackShare.value, 1, assumed.costOfTakeBack.value),
      ...source('规划未建 planned sites', assumed.plannedShare.value, 3, assumed.costOfPlace.value),
      ...(conversions ? Array.from({ length: 4 }, conversion) : []),
    ],
    limits: { money: years.map(() => moneyAYear), carryOver: true },
  }
}
