// Shenzhen: land and floor of a school by 《中小学校项目规范》, the layout plan 2022–2035, 6-3-1 and the ways to school.

import type { Fact } from '../core/fact.js'
import { norm, normsOf, withFacts } from './norm.js'
import type { Publication } from './norm.js'
import type { ObservedRange, SchoolType, SpacePoint, SpaceStandard, Text } from './types.js'

const projects: Publication = { source: '深圳《中小学校项目规范》, 163.com HL8UI3CO0553UJOP', date: '2022-11-01', evidence: 'B', area: 'shenzhen' }
const layout: Publication = { source: '深圳市基础教育布局专项规划(2022—2035), 深圳特区报 2023-06-02 (news.tbv.cn)', date: '2023-06-02', evidence: 'B', area: 'shenzhen' }
const split: Publication = { source: '深圳市基础教育布局专项规划(2022—2035), wodeyuanxiao.com', date: '2023', evidence: 'D', area: 'shenzhen' }
const horizonRule: Publication = { source: 'english.sz.gov.cn/news/latest/201909/t20190912_18208638.htm', date: '2019-09-12', evidence: 'A', area: 'shenzhen' }

/** Least land by size of school. The two ends of the published table; the sizes between them were not readable. */
export const shenzhenLandStandards: readonly SpaceStandard[] = /* @__PURE__ */ buildLandStandards()

/** Floor per pupil that is required, over all types and sizes: from 12.59 to 24.57 m². */
export const shenzhenFloorRange: ObservedRange = /* @__PURE__ */ buildFloorRange()

/** The layout plan: schools and pupils of 2022, places of 2025 and 2035, their split over stages, land of the senior schools. */
export const shenzhenPlan: Readonly<
  Record<'schools2022' | 'pupils2022' | 'places2025' | 'reserved2035' | 'built2035' | 'compulsory2035' | 'kindergarten2035' | 'senior2035' | 'seniorLand2035' | 'seniorLandPerPlace', Fact>
> = /* @__PURE__ */ buildPlan()

/** Minutes to school that the plan allows: kindergarten 5, primary 10, junior 15. */
export const shenzhenMinutes: Readonly<Record<'kindergarten' | 'primary' | 'junior', Fact>> = /* @__PURE__ */ normsOf(layout, 'SZ-MINUTES', {
  kindergarten: ['minutes to school', 5, 'minutes', { stage: 'kindergarten', bound: 'at-most' }],
  primary: ['minutes to school', 10, 'minutes', { stage: 'primary', bound: 'at-most' }],
  junior: ['minutes to school', 15, 'minutes', { stage: 'junior', bound: 'at-most' }],
})

/** 6-3-1: years ahead to predict demand, to plan and to ensure places. `shenzhenRule` is the warning rule made of them. */
export const shenzhenHorizons: Readonly<Record<'predict' | 'plan' | 'ensure', Fact>> = /* @__PURE__ */ normsOf(horizonRule, 'SZ-631', {
  predict: ['years ahead to predict demand', 6, 'years'],
  plan: ['years ahead to plan', 3, 'years'],
  ensure: ['years ahead to ensure places', 1, 'years'],
})

/** Land and floor per place of three schools built in 2025, which lie below the land standard. m² per place. */
export const shenzhenBuilt2025: Readonly<Record<'shaheLand' | 'shaheFloor' | 'senior28Land' | 'senior28Floor' | 'senior36Land', Fact>> = /* @__PURE__ */ normsOf(
  { source: 'Shenzhen, first batch of projects 2025', date: '2025', evidence: 'derived', area: 'shenzhen' },
  'SZ-BUILT',
  {
    shaheLand: ['land per place of 绿景沙河 nine-year school, 63 classes', 9.7, 'm² per place', { status: 'derived', note: '28,500 ÷ 2,940' }],
    shaheFloor: ['floor per place of 绿景沙河 nine-year school, 63 classes', 23, 'm² per place', { status: 'derived', precision: 0.1, note: '67,579 ÷ 2,940' }],
    senior28Land: ['land per place of 第二十八高中', 19.3, 'm² per place', { status: 'derived', note: '69,563 ÷ 3,600' }],
    senior28Floor: ['floor per place of 第二十八高中', 36.1, 'm² per place', { status: 'derived', note: '130,000 ÷ 3,600' }],
    senior36Land: ['land per place of 第三十六高中', 18.5, 'm² per place', { status: 'derived', note: '66,444 ÷ 3,600' }],
  },
)

function buildLandStandards(): readonly SpaceStandard[] {
  const rows: readonly (readonly [type: SchoolType, name: Text, classes: number, places: number, total: number, perPlace: number, precision: number])[] = [
    ['primary', { en: 'Shenzhen, land of a primary school', zh: '深圳小学用地' }, 18, 810, 7200, 8.9, 0.1],
    ['senior', { en: 'Shenzhen, land of a boarding senior school', zh: '深圳寄宿制高中用地' }, 72, 3600, 79_200, 22, 1],
  ]
  return Object.freeze(
    rows.map(([type, name, classes, places, total, perPlace, precision]): SpaceStandard => {
      const id = `SZ-LAND-${type}-${classes}`
      const point: SpacePoint = withFacts(
        { classes },
        {
          places: norm(projects, `${id}-places`, 'places of a school', places, 'places'),
          perPlace: norm(projects, `${id}-per-place`, 'land per place', perPlace, 'm² per place', { bound: 'at-least', precision }),
          total: norm(projects, id, 'land of a school', total, 'm²', { bound: 'at-least' }),
        },
      )
      return Object.freeze({ id: `shenzhen-land-${type}`, name: Object.freeze(name), basis: 'land', type, level: 'minimum', points: Object.freeze([point]) })
    }),
  )
}

function buildFloorRange(): ObservedRange {
  return withFacts(
    { id: 'shenzhen-floor', name: { en: 'required floor per pupil, all types and sizes', zh: '生均建筑面积' }, unit: 'm² per place' },
    { low: norm(projects, 'SZ-FLOOR-low', 'required floor per pupil, least type and size', 12.59, 'm² per place'), high: norm(projects, 'SZ-FLOOR-high', 'required floor per pupil, greatest type and size', 24.57, 'm² per place') },
  )
}

function buildPlan(): typeof shenzhenPlan {
  return Object.freeze({
    ...normsOf(layout, 'SZ-PLAN', {
      schools2022: ['schools and kindergartens', 2809, 'schools', { year: 2022, status: 'achieved' }],
      pupils2022: ['pupils', 2_370_000, 'pupils', { year: 2022, status: 'achieved', precision: 10_000 }],
      places2025: ['places', 2_700_000, 'places', { year: 2025, status: 'planned', precision: 10_000 }],
      reserved2035: ['places for which sites are reserved', 3_640_000, 'places', { year: 2035, status: 'planned', precision: 10_000 }],
      built2035: ['places built', 3_000_000, 'places', { year: 2035, status: 'planned', bound: 'at-least', precision: 10_000 }],
    }),
    ...normsOf(split, 'SZ-PLAN', {
      compulsory2035: ['places for which sites are reserved, compulsory', 2_280_000, 'places', { year: 2035, status: 'planned', stage: 'compulsory', precision: 10_000 }],
      kindergarten2035: ['places for which sites are reserved, kindergarten', 760_000, 'places', { year: 2035, status: 'planned', stage: 'kindergarten', precision: 10_000 }],
      senior2035: ['places for which sites are reserved, senior', 608_000, 'places', { year: 2035, status: 'planned', stage: 'senior', precision: 1_000 }],
      seniorLand2035: ['land of senior schools', 13_700_000, 'm²', { year: 2035, status: 'planned', stage: 'senior', precision: 100_000 }],
      seniorLandPerPlace: ['land of senior schools per place', 22.5, 'm² per place', { status: 'derived', evidence: 'derived', stage: 'senior', note: '13.7 km² ÷ 60.8万' }],
    }),
  })
}
