// The building programme in words: kinds of projects, and sources with their certainty.

import { planPlaces } from 'school-places'
import type { ProjectRow, Tables } from 'school-places'
import { kindNames, modeNames, renderMarkdown, renderText, sourceNames } from 'school-places/report'
import { describe, expect, test } from 'vitest'

import { certaintyWords, placeSources, projectKinds, projectModes } from '../../src/input/tables.js'

const row = (detail: Partial<ProjectRow>): ProjectRow => ({ project: 'p', area: 'Town', stage: 'primary', sector: 'public', kind: 'new', opens: 2022, places: 540, ...detail })
const tables = (...projects: ProjectRow[]): Tables => ({
  areas: [{ area: 'Town', nameZh: '镇' }],
  pupils: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'].flatMap((grade) => [2019, 2020, 2021].map((year) => ({ area: 'Town', grade, year, pupils: 300 }))),
  places: (['public', 'private'] as const).map((sector) => ({ area: 'Town', stage: 'primary', sector, year: 2021, places: 900 })),
  projects,
})
const textOf = (...projects: ProjectRow[]) => renderText(planPlaces(tables(...projects), { horizon: 4 }).report, { language: 'zh', sections: ['programme'] })

describe('the programme', () => {
  test('tells each kind with its places and its effect on all places', () => {
    const text = textOf(
      row({ project: 'a', kind: 'developer-built' }),
      row({ project: 'b', kind: 'developer-built', places: 60 }),
      row({ project: 'c', kind: 'purchase', sector: 'purchased', places: 120 }),
      row({ project: 'd', kind: 'rebuild', removes: 300, removesFrom: 2022, opens: 2024, places: 720, host: 'h' }),
    )
    expect(text).toMatch(/镇\s+2022\s+小区配套\s+小学\s+公办\s+2\s+\+600\s+\+600/)
    expect(text).toMatch(/镇\s+2022\s+购买民办学位\s+小学\s+购买学位\s+1\s+\+120\s+0/)
    expect(text).toMatch(/镇\s+2022\s+拆建\s+小学\s+公办\s+1\s+−300\s+−300/)
    expect(text).toMatch(/镇\s+2024\s+拆建\s+小学\s+公办\s+1\s+\+720\s+\+720/)
  })

  test('tells sources once projects name theirs', () => {
    const text = textOf(row({ source: 'site-in-hand', certainty: 0.5 }), row({ project: 'q', source: 'planned-site', certainty: '初步', opens: 2024 }))
    expect(text).toMatch(/镇\s+2022\s+已落实用地\s+1\s+540\s+0\s+270\s+0/)
    expect(text).toMatch(/镇\s+2024\s+规划未建用地\s+1\s+540\s+0\s+162\s+0/)
    expect(textOf(row({}))).not.toContain('来源途径')
  })

  test('is told in Markdown with as many cells in every row', () => {
    const report = planPlaces(tables(row({ source: 'site-in-hand' }), row({ project: 'q', kind: 'site-return', places: undefined })), { horizon: 3 }).report
    const blocks = renderMarkdown(report).split('\n\n').filter((block) => block.startsWith('|'))
    for (const block of blocks) expect(new Set(block.trim().split('\n').map((line) => line.split(/(?<!\\)\|/).length)).size).toBe(1)
    expect(renderMarkdown(report)).toContain('借址回迁')
  })
})

test('every kind, source and mode has a name of its own in both languages', () => {
  for (const [names, keys] of [[kindNames, projectKinds], [sourceNames, [...placeSources, 'unstated']], [modeNames, projectModes]] as const) {
    expect(Object.keys(names).toSorted()).toEqual([...keys].toSorted())
    expect(new Set(Object.values(names).map((name) => name.zh)).size).toBe(keys.length)
    for (const name of Object.values(names)) expect(name.zh).toMatch(/[\u4e00-\u9fff]/)
  }
  expect(certaintyWords).toHaveLength(4)
})
