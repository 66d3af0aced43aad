// What the sections of a report share: their input, the names of areas, the columns that come back in most tables.

import type { AdmissionBalance } from '../balance/admissions.js'
import type { Alert } from '../balance/alerts.js'
import type { Balance } from '../balance/balance.js'
import type { TurningPoints } from '../balance/turning-points.js'
import type { Values } from '../core/cube.js'
import { sortedDraws } from '../core/sorted-draws.js'
import { withCommas } from '../core/words.js'
import type { Rates } from '../estimate/rates.js'
import type { Dataset } from '../input/dataset.js'
import { quantile } from '../numeric/summary.js'
import type { Projection } from '../project/projection.js'
import type { Text } from '../standards/types.js'
import type { ExpectedPlaces } from '../supply/expected-places.js'
import type { SourceYear } from '../supply/sources.js'
import type { ProgrammeYear, Supply } from '../supply/supply.js'
import type { Chart, Section, Table } from './report.js'

export interface ReportInput {
  readonly dataset: Dataset
  readonly rates: Rates
  readonly projection: Projection
  readonly supply: Supply
  readonly balance: Balance
  readonly turningPoints: readonly TurningPoints[]
  readonly alerts: readonly Alert[]
  readonly admissions: readonly AdmissionBalance[]
  readonly programme: readonly ProgrammeYear[]
  readonly sources: readonly SourceYear[]
  /** Places that are uncertain; none are told when left out. */
  readonly expectedPlaces?: readonly ExpectedPlaces[] | undefined
}

export type Names = (area: string) => Text

export function areaNames(dataset: Dataset): Names {
  const names = new Map(dataset.areas.map((area) => [area.id, area.name]))
  return (area) => names.get(area) ?? { en: area, zh: area }
}

export function middle(values: Values): number {
  return quantile(0.5)(sortedDraws(values))
}

/** A note, and for drawn futures a word on why columns that belong together may differ by some heads. */
export function withMedians(note: Text, futures: number): Text {
  if (futures < 2) return note
  return {
    en: `${note.en} Each figure is the median of its own ${withCommas(futures)} futures: differences and sums of medians need not agree to a head.`,
    zh: `${note.zh}各数为 ${withCommas(futures)} 次模拟各自的中位数，相加相减未必恰好相等。`,
  }
}

export function section(id: string, en: string, zh: string, tables: readonly Table[], charts: readonly Chart[] = [], note?: Text): Section {
  return { id, heading: { en, zh }, tables, charts, note }
}

export const areaColumn = { key: 'area', heading: { en: 'Area', zh: '区域' }, format: 'text' } as const
export const stageColumn = { key: 'stage', heading: { en: 'Stage', zh: '学段' }, format: 'text' } as const
export const yearColumn = { key: 'year', heading: { en: 'Year', zh: '学年' }, format: 'year' } as const
