// From the results of the river to a report: what a planner reads, in the order in which a planner asks.

import { requireNoun } from '../core/error.js'
import { aPlan } from '../core/nouns.js'
import { replaceByArea } from '../core/part-areas.js'
import { stamp } from '../core/provenance.js'
import type { Text } from '../standards/types.js'
import { balanceSection, entrySection, overviewSection, turningSection } from './balance-sections.js'
import { assumptionSection, rateSection, sourceSection } from './evidence-sections.js'
import type { Language, Report, Section } from './report.js'
import { areaNames } from './section.js'
import type { ReportInput } from './section.js'
import { admissionSection, alertSection, programmeSection } from './supply-sections.js'

export interface ReportOptions {
  readonly title?: Text | undefined
  readonly language?: Language | undefined
}

/**
 * Builds the report of a plan: admissions, programme, balance with charts, turning points, alerts, assumptions, rates and sources.
 *
 * @returns sections of tables and charts in both languages; render it with `renderText`, `renderMarkdown` or `renderHtml`
 * Cost: O(cells).
 */
export function buildReport(input: ReportInput, options: ReportOptions = {}): Report {
  requireNoun(input, aPlan, 'buildReport')
  return assembleReport(input, buildAreaSections(input, options), options)
}

/** The sections that have tables and charts for each area, all areas in order and equally many of each. */
export type AreaSections = Readonly<Record<'overview' | 'balance' | 'entry', Section>>

/** Builds the sections that speak of one area at a time. */
export function buildAreaSections(input: ReportInput, options: ReportOptions = {}): AreaSections {
  const name = areaNames(input.dataset)
  return { overview: overviewSection(input, name, options.language ?? 'both'), balance: balanceSection(input, name), entry: entrySection(input, name) }
}

/**
 * Area sections made of `part`, which speaks of some of the areas, and of `whole` for the others.
 *
 * @param areas all areas in the order of `whole`
 * @param changed those of `part`, in its order
 */
export function replaceAreaSections(whole: AreaSections, part: AreaSections, areas: readonly string[], changed: readonly string[]): AreaSections {
  const merge = (before: Section, now: Section): Section => ({ ...now, tables: replaceByArea(before.tables, now.tables, areas, changed), charts: replaceByArea(before.charts, now.charts, areas, changed) })
  return { overview: merge(whole.overview, part.overview), balance: merge(whole.balance, part.balance), entry: merge(whole.entry, part.entry) }
}

/** The report of these area sections and of all that is told of the areas together. */
export function assembleReport(input: ReportInput, { overview, balance, entry }: AreaSections, options: ReportOptions = {}): Report {
  const name = areaNames(input.dataset)
  const sections = [
    overview,
    turningSection(input, name),
    admissionSection(input, name),
    programmeSection(input, name),
    balance,
    entry,
    alertSection(input, name),
    assumptionSection(input, name),
    rateSection(input, name),
    sourceSection(input),
  ].filter((section) => section.tables.some((table) => table.rows.length > 0))
  return Object.freeze({
    title: options.title ?? { en: 'School places', zh: '学位供需' },
    sections: Object.freeze(sections),
    provenance: stamp('buildReport', { origin: input.balance.origin, horizon: input.balance.horizon, ...futuresOf(input), options: { language: options.language ?? 'both' } }),
  })
}

function futuresOf({ projection: { provenance } }: ReportInput): { readonly draws?: number; readonly seed?: number } {
  return { ...(provenance.draws === undefined ? {} : { draws: provenance.draws }), ...(provenance.seed === undefined ? {} : { seed: provenance.seed }) }
}
