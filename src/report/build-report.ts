// From the results of the river to a report: what a planner reads, in the order in which a planner asks.

import { stamp } from '../core/provenance.js'
import type { Text } from '../standards/types.js'
import { balanceSection, entrySection, overviewSection, turningSection } from './balance-sections.js'
import { assumptionSection, rateSection, sourceSection } from './evidence-sections.js'
import type { Language, Report } from './report.js'
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
  const { balance } = input
  const language = options.language ?? 'both'
  const name = areaNames(input.dataset)
  const sections = [
    overviewSection(input, name, language),
    turningSection(input, name),
    admissionSection(input, name),
    programmeSection(input, name),
    balanceSection(input, name),
    entrySection(input, name),
    alertSection(input, name),
    assumptionSection(input, name),
    rateSection(input, name),
    sourceSection(input),
  ].filter((section) => section.tables.some((table) => table.rows.length > 0))
  return Object.freeze({
    title: options.title ?? { en: 'School places', zh: '学位供需' },
    sections: Object.freeze(sections),
    provenance: stamp('buildReport', { origin: balance.origin, horizon: balance.horizon, options: { language } }),
  })
}
