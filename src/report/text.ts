// A report for a terminal: columns lined up by display width, in which a Chinese character takes two cells.

import { requireNoun } from '../core/error.js'
import { aReport, aTable } from '../core/nouns.js'
import { formatCell, inLanguage } from './labels.js'
import type { Language, Report, Table } from './report.js'

/** Renders a report, or some of its sections, as plain text. */
export function renderText(report: Report, options: { readonly language?: Language; readonly sections?: readonly string[] } = {}): string {
  requireNoun(report, aReport, 'renderText')
  const language = options.language ?? 'both'
  const chosen = options.sections === undefined ? report.sections : report.sections.filter((section) => options.sections!.includes(section.id))
  const parts = chosen.map((section) => {
    const heading = inLanguage(section.heading, language)
    const note = section.note === undefined ? '' : `\n${inLanguage(section.note, language)}`
    return `${heading}\n${'─'.repeat(displayWidth(heading))}${note}\n\n${section.tables.map((table) => tableText(table, language)).join('\n\n')}`
  })
  return `${inLanguage(report.title, language)}\n\n${parts.join('\n\n')}\n`
}

/** Renders one table as lined-up text under its caption. */
export function tableText(table: Table, language: Language): string {
  requireNoun(table, aTable, 'tableText')
  const cells = table.rows.map((row) => table.columns.map((column) => formatCell(row[column.key], column.format, language, column.draws)))
  // Headings in two languages stand in two lines, so that columns stay narrow.
  const heads = language === 'both' ? [table.columns.map((column) => column.heading.zh), table.columns.map((column) => column.heading.en)] : [table.columns.map((column) => inLanguage(column.heading, language))]
  const widths = table.columns.map((_, c) => Math.max(...[...heads, ...cells].map((line) => displayWidth(line[c] ?? ''))))
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, c) => {
        const pad = ' '.repeat(widths[c]! - displayWidth(text))
        return table.columns[c]!.format === 'text' ? text + pad : pad + text
      })
      .join('  ')
      .trimEnd()
  return [inLanguage(table.caption, language), ...heads.map(line), widths.map((width) => '-'.repeat(width)).join('  '), ...cells.map(line)].join('\n')
}

/** Terminal cells a text takes: East Asian wide characters take two. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(character) ? 2 : 1
  return width
}
