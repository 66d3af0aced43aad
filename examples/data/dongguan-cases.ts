// Cases for Dongguan that no document gives in full: parcels for sale, reserved sites, applicants of Changping, communities. All made up, one published result kept.

import type { Applicant, Community, Kindergarten, Parcel, ReservedSite } from 'school-places'

const ramp = [0.4, 0.7, 0.9] as const

/** Five parcels in the order in which they are to be sold. */
export const parcels: readonly Parcel[] = [
  { parcel: 'SL-01', area: 'shilong', dwellings: 1_200, delivery: 2024, occupancy: ramp, phases: { plan: '2021-06-30', build: '2022-03-01', accept: '2024-05-31', handOver: '2024-06-30' } },
  { parcel: 'DK-02', area: 'dongkeng', dwellings: 2_000, delivery: 2024, occupancy: ramp, phases: { plan: '2021-09-30', build: '2022-06-01', accept: '2024-07-31' } },
  { parcel: 'LB-03', area: 'liaobu', floorArea: 180_000, floorPerDwelling: 100, delivery: 2025, occupancy: ramp },
  { parcel: 'SSH-04', area: 'songshanhu', dwellings: 3_000, delivery: 2023, occupancy: ramp },
  { parcel: 'SL-05', area: 'shilong', dwellings: 6_000, delivery: 2025, occupancy: ramp, brings: [{ stage: 'primary', places: 540, year: 2025 }] },
]

/** Sites reserved for senior schools (㎡) and the school year from which each can be built on. */
export const seniorSites: readonly ReservedSite[] = [
  { site: 'site A', area: 160_000, from: 2024 },
  { site: 'site B', area: 120_000, from: 2026 },
  { site: 'site C', area: 200_000, from: 2028 },
]

const day = (from: string, after: number): string => new Date(Date.parse(from) + after * 86_400_000).toISOString().slice(0, 10)

/** Registered junior entrants of Changping: `places` of them registered before the published date, `above` on or after it. Dates are spread evenly. */
export function changpingApplicants(places: number, above: number): readonly Applicant[] {
  const before = Array.from({ length: places }, (_, i) => ({ applicant: `before ${i + 1}`, category: '户籍', date: day('2013-09-01', Math.floor((i * 4025) / places)) }))
  const after = Array.from({ length: above }, (_, i) => ({ applicant: `after ${i + 1}`, category: '户籍', date: day('2024-09-09', Math.floor((i * 360) / above)) }))
  return [...before, ...after]
}

export const communities: readonly Community[] = [
  { community: '社区甲', area: '寮步', children: 640 },
  { community: '社区乙', area: '寮步', children: 910 },
  { community: '社区丙', area: '寮步', children: 380 },
  { community: '社区丁', area: '寮步', children: 520 },
  { community: '社区戊', area: '大朗', children: 870 },
  { community: '社区己', area: '大朗', children: 450 },
]
export const kindergartens: readonly Kindergarten[] = [
  { kindergarten: '幼儿园1', community: '社区甲', sector: 'private-inclusive', places: 360 },
  { kindergarten: '幼儿园2', community: '社区乙', sector: 'public', places: 450 },
  { kindergarten: '幼儿园3', community: '社区丙', sector: 'private', places: 270 },
  { kindergarten: '幼儿园4', community: '社区戊', sector: 'private-inclusive', places: 540 },
  { kindergarten: '幼儿园5', community: '社区戊', sector: 'private', places: 180 },
]
