// A report as Markdown, for documents and issue trackers.

import { requireNoun } from '../core/error.js'
import { aReport } from '../core/nouns.js'
import { formatCell, inLanguage } from './labels.js'
import { madeText } from './made-text.js'
import type { Language, Report, Table } from './report.js'

/** Renders a report as Markdown with one table a section part. Charts are named; their pictures are in the HTML page. */
export function renderMarkdown(report: Report, options: { readonly language?: Language } = {}): string {
  requireNoun(report, aReport, 'renderMarkdown')
  const language = options.language ?? 'both'
  const sections = report.sections.map((section) => {
    const note = section.note === undefined ? '' : `${inLanguage(section.note, language)}\n\n`
    return `## ${inLanguage(section.heading, language)}\n\n${note}${section.tables.map((table) => tableMarkdown(table, language)).join('\n\n')}`
  })
  return `# ${inLanguage(report.title, language)}\n\n${madeText(report.provenance, language)}\n\n${sections.join('\n\n')}\n`
}

function tableMarkdown(table: Table, language: Language): string {
  const escape = (text: string): string => text.replace(/\\/g, '\\\\').replace(/\|/g, '\\|').replace(/\n/g, ' ').replace(/</g, '&lt;')
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`
  return [
    `**${escape(inLanguage(table.caption, language))}**`,
    '',
    line(table.columns.map((column) => inLanguage(column.heading, language))),
    `|${table.columns.map((column) => (column.format === 'text' ? ' --- ' : ' ---: ')).join('|')}|`,
    ...table.rows.map((row) => line(table.columns.map((column) => formatCell(row[column.key], column.format, language, column.draws)))),
  ].join('\n')
}
