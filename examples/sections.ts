// Sections and tables of an example's own page, in both languages, in the form that the report's renderers take.

import type { Cell, Chart, Format, Report, Section, Table } from 'school-places/report'
import type { Text } from 'school-places/standards'

export const words = (zh: string, en: string): Text => ({ zh, en })

export type ColumnOf = readonly [key: string, zh: string, en: string, format?: Format, draws?: number]

/** A table; a column without a format holds text, one with draws the share of them. */
export function tableOf(id: string, caption: Text, columns: readonly ColumnOf[], rows: readonly Readonly<Record<string, Cell>>[]): Table {
  return { id, caption, columns: columns.map(([key, zh, en, format = 'text', draws]) => ({ key, heading: { zh, en }, format, draws })), rows }
}

export function sectionOf(id: string, heading: Text, tables: readonly Table[], note?: Text, charts: readonly Chart[] = []): Section {
  return { id, heading, tables, charts, note }
}

/** The example's own sections before the chosen ones of the plan's report. */
export function withSections(report: Report, own: readonly Section[], chosen: readonly string[]): Report {
  return { ...report, sections: [...own, ...report.sections.filter((each) => chosen.includes(each.id))] }
}

/** The pictures of these areas and stages out of the plan's overview. */
export function chartsOf(report: Report, wanted: readonly { readonly area: string; readonly stage: string }[]): readonly Chart[] {
  const all = report.sections.flatMap((each) => each.charts)
  return wanted.flatMap(({ area, stage }) => all.filter((chart) => chart.id === `chart-${area}-${stage}`))
}
