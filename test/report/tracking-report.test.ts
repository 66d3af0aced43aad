// The page of the week: sections only where there is something to tell, in both languages, with numerators and denominators.

import { renderHtml, renderMarkdown, renderText } from 'school-places/report'
import { trackingReport, trackLedger } from 'school-places/track'
import { describe, expect, test } from 'vitest'

import { baoanLedger } from '../../examples/data/baoan-ledger'
import { ledgerOf, many, project, rows } from '../track/small-ledger'

describe('a tracking report', () => {
  const kindergartens = many('k', 23, { start: 16, accepted: 8 }, '2021-05-01', { places: { kindergarten: 180 } })
  const ledger = ledgerOf({
    projects: [...kindergartens.projects, project('p', { ladder: 'developer', kind: 'developer-built', nameZh: '某小区配套幼儿园', nameEn: 'Estate kindergarten' })],
    milestones: [...kindergartens.milestones, ...rows('p', 'planned', { accepted: '2021-06-01', opened: '2021-09-01' })],
    agreements: [{ agreement: 'A-1', obligation: '移交', developer: '某地产', project: 'p', due: '2021-06-01' }],
    phases: [{ estate: '某花园', phase: '一期', project: 'p', step: 'accept', actual: '2021-06-01' }],
    plans: [{ plan: '十四五', from: 2021, to: 2025, target: 187_000 }],
    results: [{ plan: '十四五', from: 2021, to: 2021, places: 23_100 }],
  })
  const tracking = trackLedger(ledger, { since: '2021-05-31', forecast: ['accepted'] })
  const report = trackingReport(tracking)

  test('has a section for each thing there is to tell', () => {
    expect(report.sections.map((section) => section.id)).toEqual(['changes', 'funnel-building', 'funnel-developer', 'forecast', 'risk', 'overdue', 'units', 'agreements', 'synchrony', 'plans', 'assumptions'])
    expect(report.title).toEqual({ en: 'Project ledger, 2021-06-30', zh: '学位建设台账（2021-06-30）' })
  })

  test('writes rates with numerator and denominator', () => {
    const text = renderText(report, { language: 'en' })
    expect(text).toContain('69.6 % (16/23)')
    expect(text).toContain('50.0 % (8/16)')
    expect(text).toContain('12.4 % (23,100/187,000)')
  })

  test('names a milestone as the ladder of its project does', () => {
    expect(renderText(report, { language: 'zh', sections: ['overdue'] })).toMatch(/某小区配套幼儿园 .*竣工验收/)
    expect(renderText(report, { language: 'zh', sections: ['forecast'] })).toMatch(/完工验收 .*2021-12-31/)
  })

  test('can be read in one language, without the other', () => {
    expect(renderText(report, { language: 'zh' })).not.toMatch(/\b(Places|Project|overdue|reached)\b/)
    const english = renderText(report, { language: 'en', sections: ['funnel-building', 'forecast', 'risk', 'synchrony'] })
    expect(english).toContain('Estate kindergarten')
    expect(english).not.toMatch(/项目|学位|节点/)
  })

  test('says what was assumed, each thing once', () => {
    const codes = tracking.issues.map((issue) => issue.code)
    expect(codes.filter((code) => code === 'slips-assumed')).toHaveLength(1)
    expect(codes).toContain('chance-unknown')
    expect(renderText(report, { language: 'zh', sections: ['assumptions'] })).toContain('并入公开统计：按期53%')
  })

  test('is written by the same writers as any report', () => {
    expect(renderMarkdown(report)).toContain('| 69.6 % (16/23) |')
    expect(renderHtml(report)).toContain('某小区配套幼儿园')
  })

  test('tells the chance of a target that is open, and nothing of one that is over', () => {
    const target = { indicator: '完工率', measure: 'rate', milestone: 'accepted', denominator: 'listed', value: 0.3 } as const
    const targets = [{ ...target, target: 'year', to: '2021-12-31', value: 0.5 }, { ...target, target: 'spring', to: '2021-05-31' }]
    const chanceBy = (): number => 1
    const text = renderText(trackingReport(trackLedger(ledgerOf({ ...kindergartens, targets }), { chanceBy })), { language: 'en', sections: ['targets'] })
    expect(text).toMatch(/year .*open +100 % +100 %/)
    expect(text).toMatch(/spring .*met +– +–/)
  })

  test('tells targets with period, completion and what is above', () => {
    const text = renderText(trackingReport(trackLedger(ledgerOf(baoanLedger))), { language: 'en', sections: ['targets'] })
    expect(text).toMatch(/半年：义务教育 .*2021-01-01 to 2021-06-30 .*300\.0 % \(9\/3\) +\+6/)
    expect(text).toMatch(/全年 .*115\.4 % \(15\/13\) +\+2/)
  })
})
