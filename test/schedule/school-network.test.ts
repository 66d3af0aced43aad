// The network of a usual school, and the timetable of a street: defaults are named, facts override, lateness costs places.

import type { PlacesError } from 'school-places'
import { usualDurations } from 'school-places'
import { ganttChart, tableText, timetableSections } from 'school-places/report'
import { backSchedule, drawOpening, schoolNetwork, streetTimetables } from 'school-places/schedule'
import { drawChart } from '../../examples/draw-chart'
import { describe, expect, test } from 'vitest'

const dates = { opens: '2029-09-01', asOf: '2026-11-22' }

describe('the network of a usual school', () => {
  test('has the ladder, furniture and staff beside the works, and names each default', () => {
    const { network, issues } = schoolNetwork('traditional', usualDurations)
    expect(network.activities.map((each) => each.activity)).toEqual(['land', 'approval', 'design', 'start', 'topped-out', 'accepted', 'opened', 'furniture', 'staffing'])
    expect(issues.map((each) => [each.code, each.amounts!.what])).toEqual([['duration-assumed', 'steps'], ['duration-assumed', 'parallel'], ['duration-assumed', 'parallel']])
    // Medians of 6·12·20, 3·5·8, 3·7·10, 6·8·12, 5·7·9 and 1 months.
    const months = (id: string): number => network.activities.find((each) => each.activity === id)!.days / 30.4375
    expect(months('approval')).toBeCloseTo(20 - Math.sqrt(0.5 * 14 * 8), 1)
    expect(months('opened')).toBeCloseTo(1, 1)
    expect(backSchedule(network, dates).criticalPath).toEqual(['land', 'approval', 'design', 'start', 'topped-out', 'accepted', 'opened'])
  })

  test('is what happened as far as it happened: milestones of a ledger override, those without a day take the next one known', () => {
    const milestones = [{ milestone: 'land', reached: true }, { milestone: 'approval', reached: true, actual: '2026-02-01' }, { milestone: 'design', reached: true, actual: '2026-08-15' }, { milestone: 'start', reached: false }]
    const { network } = schoolNetwork('traditional', usualDurations, { milestones, started: { start: '2026-10-01' } })
    const plan = backSchedule(network, dates)
    expect(plan.activities.slice(0, 4).map((each) => [each.activity, each.state, each.earliestFinish])).toEqual([['land', 'finished', '2026-02-01'], ['approval', 'finished', '2026-02-01'], ['design', 'finished', '2026-08-15'], ['start', 'under way', plan.activities[3]!.earliestFinish]])
    expect(plan.float).toBeGreaterThan(backSchedule(schoolNetwork('traditional', usualDurations).network, dates).float)
  })

  test('takes as long in a calendar as without one in a usual year, and waits for summer on a live school', () => {
    const calendars = { site: { weekdays: [1, 2, 3, 4, 5, 6] }, summer: { closures: [{ from: '09-01', to: '06-30' }] } }
    const plain = backSchedule(schoolNetwork('traditional', usualDurations).network, dates)
    const site = backSchedule(schoolNetwork('traditional', usualDurations, { calendars, calendarOf: { 'topped-out': 'site', accepted: 'site' } }).network, dates)
    expect(Math.abs(site.float - plain.float)).toBeLessThan(10)
    const summer = backSchedule(schoolNetwork('traditional', usualDurations, { calendars, calendarOf: { 'topped-out': 'summer' } }).network, dates)
    expect(summer.activities.find((each) => each.activity === 'topped-out')!.earliestStart.slice(5)).toMatch(/^0[78]/)
  })

  test('prefabrication opens earlier than traditional building', () => {
    const chance = (mode: string): number => drawOpening(schoolNetwork(mode, usualDurations).network, { ...dates, opens: '2028-09-01', draws: 400, seed: 1 }).chance
    expect(chance('prefabricated')).toBeGreaterThan(chance('traditional'))
  })

  test('names all that is wrong at once', () => {
    try {
      schoolNetwork('mine', { mine: [{ to: 'approval', months: { kind: 'fixed', value: 3 } }] }, { calendarOf: { design: 'moon', paint: 'moon' }, milestones: [{ milestone: 'land', reached: true }] })
      expect.unreachable()
    } catch (error) {
      expect((error as PlacesError).issues).toHaveLength(1 + 5 + 3)
    }
    expect(() => schoolNetwork('mine', usualDurations)).toThrow(/must be one of traditional, prefabricated, agent-built/)
  })
})

describe('the timetable of a street', () => {
  const school = (days: number) => ({ activities: [{ activity: 'build', name: '建设', days, spread: { kind: 'uniform', low: days - 50, high: days + 50 } as const }, { activity: 'open', days: 0, after: [{ activity: 'build' }] }] })
  const projects = [
    { project: 'a', name: '甲校', unit: '新安街道', places: 1000, opens: '2027-09-01', network: school(200) },
    { project: 'b', unit: '新安街道', places: 500, opens: '2027-09-01', network: school(300) },
    { project: 'c', unit: '西乡街道', places: 700, opens: '2028-09-01', network: school(283 + 366) },
  ]
  const [first, second] = streetTimetables(projects, { asOf: '2026-11-22', draws: 1000, seed: 2 })

  test('has a row for every step, and tells which places are missing in which year', () => {
    expect(first!.rows.map((row) => [row.project, row.activity, row.late])).toEqual([['a', 'build', false], ['a', 'open', false], ['b', 'build', true], ['b', 'open', true]])
    // 283 days are left: school a needs 150–250, b 250–350, so b is in time in a third of the draws.
    expect(first!.projects[0]!.chance).toBe(1)
    expect(Math.abs(first!.projects[1]!.chance! - 0.33)).toBeLessThan(0.05)
    expect(first!.losses).toEqual([{ year: 2027, places: 500, expected: expect.closeTo(500 * (1 - first!.projects[1]!.chance!), 6) as number }])
    // School c ends on the very eve: half of its draws are late.
    expect([second!.projects[0]!.schedule.float, second!.losses[0]!.places]).toEqual([0, 0])
    expect(Math.abs(second!.losses[0]!.expected! - 350)).toBeLessThan(40)
  })

  test('is drawn and told in both languages', () => {
    const option = ganttChart(first!, 'zh')
    expect(JSON.parse(JSON.stringify(option))).toEqual(option)
    expect(option.yAxis.data).toEqual(['甲校 建设', '甲校 open', 'b 建设', 'b open'])
    const drawn = drawChart(option)
    expect(drawn).toMatch(/^<svg [^>]*role="img"><title>新安街道倒排工期[^<]*<\/title>/)
    // A step of a day in a year's picture is a diamond; a bar as long as a season is none.
    const marked = option.series.flatMap(({ data }) => data.flatMap((point) => ('symbol' in point ? [point.value[1]] : [])))
    expect(marked).toContain('甲校 open')
    expect(marked).not.toContain('甲校 建设')
    // Months are numbers: the chart's own would be English in a Chinese picture.
    expect(drawn).not.toMatch(/>(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)</)
    expect(drawn).toMatch(/>20\d\d-\d\d</)
    const [told] = timetableSections([first!])
    expect(tableText(told!.tables[0]!, 'zh')).toMatch(/甲校 +建设 +未开始/)
    expect(tableText(told!.tables[2]!, 'en')).toMatch(/2027 +500/)
  })

  test('refuses a project given twice and an opening before today at once', () => {
    expect(() => streetTimetables([projects[0]!, { ...projects[0]!, opens: '2020-09-01' }], { asOf: '2026-11-22', draws: 0 })).toThrow(/draws.*given twice.*must not lie before/)
  })
})
