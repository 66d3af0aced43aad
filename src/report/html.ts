// A report as one HTML file that needs nothing else: styles inside, pictures as SVG inside, no scripts.
// Pictures come from a renderer the caller passes in, so that the library depends on no chart package.

import { requireNoun } from '../core/error.js'
import { aReport } from '../core/nouns.js'
import type { ChartOption } from './chart-option.js'
import { formatCell, inLanguage } from './labels.js'
import { madeText } from './made-text.js'
import type { Cell, Format, Language, Report, Section, Table } from './report.js'
import type { Text } from '../standards/types.js'

export interface HtmlOptions {
  readonly language?: Language | undefined
  /** Draws a chart option as an SVG text, for example with the server-side renderer of ECharts. Without it there are tables only. */
  readonly drawChart?: ((option: ChartOption) => string) | undefined
}

/**
 * Renders a report as one self-contained HTML page.
 *
 * Every text of the data is escaped; the SVG of `drawChart` is trusted and put in as it is.
 */
export function renderHtml(report: Report, options: HtmlOptions = {}): string {
  requireNoun(report, aReport, 'renderHtml')
  const language = options.language ?? 'both'
  const title = escapeHtml(inLanguage(report.title, language))
  const links = report.sections.map((section) => `<a href="#${escapeHtml(section.id)}">${escapeHtml(inLanguage(section.heading, language))}</a>`).join('')
  return `<!doctype html>
<html lang="${language === 'en' ? 'en' : 'zh-Hans'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${styles}</style>
</head>
<body>
<header><h1>${title}</h1>
<p class="made">${escapeHtml(madeText(report.provenance, language))}</p>
<nav>${links}</nav></header>
<main>
${report.sections.map((section) => sectionHtml(section, language, options.drawChart)).join('\n')}
</main>
</body>
</html>
`
}

function sectionHtml(section: Section, language: Language, drawChart: HtmlOptions['drawChart']): string {
  const note = section.note === undefined ? '' : `<p class="note">${escapeHtml(inLanguage(section.note, language))}</p>`
  const charts =
    drawChart === undefined
      ? ''
      : `<div class="charts">${section.charts.map((chart) => `<figure role="img" aria-label="${escapeHtml(inLanguage(chart.caption, language))}">${drawChart(chart.option)}</figure>`).join('')}</div>`
  return `<section id="${escapeHtml(section.id)}"><h2>${escapeHtml(inLanguage(section.heading, language))}</h2>${note}${charts}
${section.tables.map((table) => tableHtml(table, language)).join('\n')}</section>`
}

function tableHtml(table: Table, language: Language): string {
  const kind = (format: Format): string => (format === 'text' ? 'text' : 'number')
  const head = table.columns.map((column) => `<th scope="col" class="${kind(column.format)}">${textHtml(column.heading, language)}</th>`).join('')
  const rows = table.rows.map((row) => {
    const cells = table.columns.map((column) => {
      const value = row[column.key]
      const content = typeof value === 'object' ? textHtml(value, language) : escapeHtml(formatCell(value, column.format, language, column.draws))
      const marks = [kind(column.format), ...(isShortage(column.key, value) ? ['short'] : []), ...(isBrief(value) ? ['brief'] : [])]
      return `<td class="${marks.join(' ')}">${content}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  const caption = escapeHtml(inLanguage(table.caption, language))
  // A table wider than the page scrolls: also by keyboard, and its caption stays in sight.
  return `<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table><caption><span>${caption}</span></caption><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

/** Two languages stand in two lines, which keeps columns narrow. */
function textHtml(text: Text, language: Language): string {
  if (language !== 'both' || text.en === text.zh) return escapeHtml(inLanguage(text, language))
  return `${escapeHtml(text.zh)}<span class="en" lang="en">${escapeHtml(text.en)}</span>`
}

function isShortage(key: string, value: Cell): boolean {
  return /(^| )unmet$|^worstUnmet$|^short$/.test(key) && typeof value === 'number' && value >= 0.5
}

function isBrief(value: Cell): boolean {
  return value === undefined || (typeof value === 'object' ? Math.max(value.en.length, value.zh.length) : String(value).length) <= 28
}

/** A text that cannot be read as markup. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;')
}

// Wide tables: on a screen they scroll, and a shade at the edge says that there is more; on paper, which cannot scroll, they wrap until they fit.
const styles = `
:root{color-scheme:light;--ink:#1c2733;--soft:#5b6875;--line:#dde3e9;--accent:#1f5f8b;--short:#c0392b}
*{box-sizing:border-box}
body{margin:0;font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC","WenQuanYi Zen Hei",system-ui,sans-serif;color:var(--ink);background:#fff}
header,main{max-width:1400px;margin:0 auto;padding:0 20px}
h1{font-size:26px;margin:28px 0 4px}h2{font-size:19px;margin:36px 0 8px;border-bottom:2px solid var(--accent);padding-bottom:4px}
.made,.note{color:var(--soft);margin:0 0 8px}
nav{display:flex;flex-wrap:wrap;gap:4px 16px}nav a{color:var(--accent);text-decoration:none}nav a:hover{text-decoration:underline}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr));gap:12px}
figure{margin:0;border:1px solid var(--line);border-radius:6px;padding:8px}figure svg{width:100%;height:auto;display:block}
.scroll{overflow-x:auto;margin:14px 0;background:linear-gradient(90deg,#fff 50%,#fff0) 0 0/36px 100% local,linear-gradient(270deg,#fff 50%,#fff0) 100% 0/36px 100% local,linear-gradient(90deg,#0003,#0000) 0 0/12px 100% scroll,linear-gradient(270deg,#0003,#0000) 100% 0/12px 100% scroll;background-repeat:no-repeat}
table{border-collapse:collapse;min-width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:4px 0}caption span{display:block;position:sticky;left:0;width:fit-content;max-width:calc(100vw - 40px)}
th,td{padding:4px 8px;border-bottom:1px solid var(--line);vertical-align:top;text-align:left}
th{color:var(--soft);font-weight:600;font-size:13px}
.number{text-align:right;white-space:nowrap}.brief{white-space:nowrap}td.text:not(.brief){min-width:9em}
.en{display:block;color:var(--soft);font-size:12px;line-height:1.35}.short{color:var(--short);font-weight:600}
@page{size:A4 landscape;margin:12mm}
@media print{nav{display:none}body{font-size:11px}header,main{max-width:none;padding:0}h1{font-size:20px}h2{font-size:15px}
.scroll{overflow:visible;background:none}th,td{padding:3px 5px}th{font-size:10px}.en{font-size:9px}.text.brief{white-space:normal}td.text:not(.brief){min-width:8em}
.charts{grid-template-columns:1fr 1fr}h2,caption{break-after:avoid}tr,figure{break-inside:avoid}}
`
