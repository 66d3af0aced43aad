// One school of Bao'an that is to open in September 2025: durations of the published kind, calendars and prices by assumption; ten streets for the division.

import type { DecompositionUnit, WorkCalendar } from 'school-places/schedule'

import type { NamedAssumptions } from './assumptions'

export const schoolAssumptions = {
  places: { value: 2_100, reason: 'a 45-class nine-year school: 30 × 45 + 15 × 50' },
  wantedChance: { value: 0.8, reason: 'chance to open in time that a bureau wants to sign for' },
  prefabricationCost: { value: 30_000_000, reason: 'a tenth more for modules; no published price difference' },
  agentCost: { value: 5_000_000, reason: 'fee of an agent for the whole process (全过程代建); no published figure' },
} as const satisfies NamedAssumptions

export const calendars: Readonly<Record<string, WorkCalendar>> = {
  office: { weekdays: [1, 2, 3, 4, 5], closures: [{ from: '10-01', to: '10-07', reason: '国庆节' }] },
  site: { weekdays: [1, 2, 3, 4, 5, 6], closures: [{ from: '02-08', to: '02-18', reason: '春节' }, { from: '05-15', to: '05-31', reason: '雨季' }] },
}

/** Gap in places, land in hectares and population in thousands are made up: the documents give none by street. */
export const streets: readonly DecompositionUnit[] = ['新安街道', '西乡街道', '航城街道', '福永街道', '福海街道', '沙井街道', '新桥街道', '松岗街道', '燕罗街道', '石岩街道'].map((unit, i) => ({
  unit,
  weights: { gap: [9, 14, 8, 7, 6, 12, 5, 11, 4, 7][i]! * 1000, land: [2, 6, 4, 3, 5, 7, 4, 8, 9, 5][i]!, population: [430, 740, 350, 330, 300, 570, 250, 480, 240, 360][i]! },
  floor: 2_100,
}))
