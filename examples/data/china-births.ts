// Live births of China by calendar year, as typed facts. Persons; published in 万.
// 2011–2019 are the values revised after the 2020 census: with the first published ones the entrants of 2021 and 2023 miss by 7–8 %.

import type { Fact } from 'school-places'

const yearbook = 'National Bureau of Statistics, yearbook series (as held in several identical public-code arrays)'
const revised = 'National Bureau of Statistics, revised after the 2020 census'
const communique = 'National Bureau of Statistics, yearly communiqué'

const series: readonly (readonly [year: number, tenThousands: number, source: string, evidence: Fact['evidence']])[] = [
  ...[2374, 2250, 2113, 2120, 2098, 2052, 2057, 2028, 1934, 1827, 1765, 1696, 1641, 1594, 1588, 1612, 1581, 1591, 1604, 1587, 1588].map(
    (value, i) => [1990 + i, value, yearbook, 'D'] as const,
  ),
  ...[1785, 1973, 1776, 1897, 1654, 1883, 1765, 1523, 1465].map((value, i) => [2011 + i, value, revised, 'D'] as const),
  [2020, 1200, communique, 'D'],
  [2021, 1062, communique, 'C'],
  [2022, 956, communique, 'C'],
  [2023, 902, communique, 'B'],
  [2024, 954, communique, 'B'],
  [2025, 792, communique, 'B'],
]

export const chinaBirths: readonly Fact[] = series.map(([year, tenThousands, source, evidence]) => ({
  id: `CN-births-${year}`,
  measure: 'live births',
  value: tenThousands * 10_000,
  unit: 'births',
  source,
  date: String(year),
  status: 'achieved',
  bound: 'about',
  evidence,
  area: 'china',
  year,
}))

/** Rows of the births table, each naming its fact. */
export const chinaBirthRows = chinaBirths.map((fact) => ({ area: 'china', year: fact.year!, births: fact.value, fact: fact.id }))
