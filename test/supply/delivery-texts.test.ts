// What delivery and delays assume is told in Chinese from the numbers of the issue.

import { estimateDelays, expectedOpenings } from 'school-places'
import { expect, test } from 'vitest'

import { issueText } from '../../src/report/issue-text.js'

test('every assumption has its Chinese sentence', () => {
  const projects = [
    { project: '甲校', opens: 2020 },
    { project: '乙校', opens: 2022, certainty: '争取' },
    { project: '丙校', reached: { milestone: 'start', date: '2021-01-01' }, certainty: 1 },
  ] as const
  const { issues } = expectedOpenings(projects, { asOf: '2021-06-30' })
  expect(issues.map((issue) => [issueText(issue).message.zh, issueText(issue).assumed?.zh])).toEqual([
    ['1 个项目未给出各环节工期', '采用该建设模式的一般工期'],
    ['1 个项目未说明建设模式', '传统建设'],
    ['2 个项目未给出延误分布，也无已完成节点', '按计划开办'],
    ['1 个项目未说明把握程度', '视为确定'],
    ['1 个项目的用语未给出可能性', '争取 0.6（本库约定）'],
    ['1 个项目原定 2021 年前开办，尚无开办记录：甲校', '视为尚未开办，最早 2021 年开办'],
  ])
  const { issues: late } = expectedOpenings([{ project: '丁校', opens: 2022, certainty: 1 }], { asOf: '2021-06-30', delays: { measure: 'days', distribution: { kind: 'fixed', value: 0 } } })
  expect(late.map((issue) => issueText(issue).message.zh)).toEqual(['1 个项目无计划完工日期'])
  const row = { project: '甲校', planned: '2020-08-31', actual: '2020-09-30', phase: '施工' }
  const rows = [row, row, { ...row, actual: '2020-12-31' }, { project: '乙校', planned: '2021-01-31', phase: '设计' }]
  const { issues: delays } = estimateDelays(rows, { asOf: '2021-06-30', measure: 'days', by: ['phase'] })
  expect(delays.map((issue) => [issueText(issue).message.zh, issueText(issue).assumed?.zh])).toEqual([
    ['1 条工期记录：与另一条完全相同', '不采用'],
    ['1 条工期记录：同一项目同一环节有多条', '照原记录采用'],
    ['33 % 的记录尚未完工', '按删失数据处理；若已完工项目被移出名单，延误会被高估'],
    ['施工 仅 2 条完工记录', '与全部记录合并估计，相当于增加 20 条'],
    ['设计 仅 0 条完工记录', '与全部记录合并估计，相当于增加 20 条'],
  ])
})
