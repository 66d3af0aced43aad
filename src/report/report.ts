// A report as data: sections with tables and charts in both languages, before any page or file is made of it.

import type { Provenance } from '../core/provenance.js'
import type { Text } from '../standards/types.js'
import type { ChartOption } from './chart-option.js'

export type Language = 'en' | 'zh' | 'both'

/** How a cell is shown; `decimal` has one decimal, `range` is a text that stands where numbers stand, to the right. */
export type Format = 'text' | 'year' | 'count' | 'decimal' | 'signed' | 'percent' | 'ratio' | 'range'

export type Cell = string | number | Text | undefined

export interface Column {
  readonly key: string
  readonly heading: Text
  readonly format: Format
  /** Futures of which a percentage is a share: when all of them or none agree, pages tell what so many can say. */
  readonly draws?: number | undefined
}

export interface Table {
  readonly id: string
  readonly caption: Text
  readonly columns: readonly Column[]
  readonly rows: readonly Readonly<Record<string, Cell>>[]
}

export interface Chart {
  readonly id: string
  readonly caption: Text
  readonly option: ChartOption
}

export interface Section {
  readonly id: string
  readonly heading: Text
  readonly note?: Text | undefined
  readonly tables: readonly Table[]
  readonly charts: readonly Chart[]
}

export interface Report {
  readonly title: Text
  readonly sections: readonly Section[]
  readonly provenance: Provenance
}
