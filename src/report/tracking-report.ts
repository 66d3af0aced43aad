// A tracking report: the weekly page of a bureau, as sections with tables in both languages.

import { requireNoun } from '../core/error.js'
import { aTracking } from '../core/nouns.js'
import type { Text } from '../standards/types.js'
import type { Tracking } from '../track/track-ledger.js'
import { issueText } from './issue-text.js'
import type { Report, Section } from './report.js'
import { section } from './section.js'
import { agreementSection, changeSection, overdueSection, synchronySection } from './tracking-lists.js'
import { forecastSection, funnelSections, planSection, riskSection, targetSection, unitSection } from './tracking-sections.js'

/**
 * A report of a ledger on a day: funnel and rates with denominators, targets, changes, what is overdue, places at risk, units, plans.
 *
 * Sections without anything to tell are left out.
 *
 * @param title what the page is called; the day is added
 * @returns a report as data, for the same writers as the report of a plan
 * @example
 * const ledger = parseLedger({ projects: [{ project: 'p', unit: '新安街道', kind: 'new' }] }, { asOf: '2021-06-30' })
 * trackingReport(trackLedger(ledger)).sections.map((section) => section.id) // ['funnel-building', 'units']
 */
export function trackingReport(tracking: Tracking, title: Text = { en: 'Project ledger', zh: '学位建设台账' }): Report {
  requireNoun(tracking, aTracking, 'trackingReport')
  const sections = [
    changeSection(tracking),
    ...funnelSections(tracking),
    targetSection(tracking),
    forecastSection(tracking),
    riskSection(tracking),
    overdueSection(tracking),
    unitSection(tracking),
    agreementSection(tracking),
    synchronySection(tracking),
    planSection(tracking),
    issueSection(tracking),
  ]
  return Object.freeze({
    title: { en: `${title.en}, ${tracking.date}`, zh: `${title.zh}（${tracking.date}）` },
    sections: sections.filter((each) => each !== undefined && each.tables.some((table) => table.rows.length > 0)) as Section[],
    provenance: tracking.provenance,
  })
}

function issueSection({ issues }: Tracking): Section {
  return section('assumptions', 'What was assumed', '假设与数据问题', [
    {
      id: 'assumptions',
      caption: { en: 'What the figures rest on', zh: '数字所依据的假设' },
      columns: [
        { key: 'kind', heading: { en: 'What', zh: '类型' }, format: 'text' },
        { key: 'where', heading: { en: 'Where', zh: '位置' }, format: 'text' },
        { key: 'message', heading: { en: 'Found', zh: '情况' }, format: 'text' },
        { key: 'assumed', heading: { en: 'Assumed', zh: '处理' }, format: 'text' },
      ],
      rows: issues.map((issue) => {
        const { kind, where, message, assumed } = issueText(issue)
        return { kind, where, message, assumed }
      }),
    },
  ])
}
