// Floor space of city schools: 《城市普通中小学校校舍建设标准》(建标〔2002〕102号), tables of total floor and floor per pupil, dormitories not included.
// The national table has no land; land per place is in shenzhen.ts.

import { norm, withFacts } from './norm.js'
import type { Publication } from './norm.js'
import type { SchoolType, SpacePoint, SpaceStandard, Text } from './types.js'

const buildingStandard: Publication = { source: '建标〔2002〕102号 table 4-1, haowendang.cn', date: '2002-07-01', evidence: 'C' }
const levelNote = { basic: '基本; the reading of the two tables as 基本 and 规划 follows their layout', planned: '规划; the reading of the two tables as 基本 and 规划 follows their layout' } as const

type Level = 'basic' | 'planned'
type Row = readonly [classes: number, total: number, perPlace: number]

const typeNames: Readonly<Partial<Record<SchoolType, Text>>> = {
  primary: { en: 'primary school', zh: '完全小学' },
  'nine-year': { en: 'nine-year school', zh: '九年制学校' },
  junior: { en: 'junior secondary school', zh: '初级中学' },
  'complete-secondary': { en: 'complete secondary school', zh: '完全中学' },
  senior: { en: 'senior secondary school', zh: '高级中学' },
}

/**
 * Total floor and floor per place by type and number of classes, at the basic (基本) and the planned (规划) level.
 *
 * For capacity from floor space, and the floor that a plan needs. Units: m², m² per place.
 */
export const chinaFloorStandards: readonly SpaceStandard[] = /* @__PURE__ */ buildFloorStandards()

function buildFloorStandards(): readonly SpaceStandard[] {
  const table: readonly (readonly [SchoolType, Level, readonly Row[]])[] = [
    ['primary', 'basic', [[12, 3569, 6.6], [18, 4684, 5.8], [24, 5812, 5.4], [30, 6912, 5.1]]],
    ['primary', 'planned', [[12, 5382, 10.0], [18, 6714, 8.3], [24, 8464, 7.8], [30, 9689, 7.2]]],
    ['nine-year', 'basic', [[18, 5500, 6.5], [27, 7328, 5.8], [36, 9425, 5.6], [45, 11_588, 5.5]]],
    ['nine-year', 'planned', [[18, 7789, 9.3], [27, 9867, 7.8], [36, 13_334, 7.9], [45, 16_197, 7.7]]],
    ['junior', 'basic', [[12, 4772, 8.0], [18, 6379, 7.1], [24, 7972, 6.6], [30, 9605, 6.4]]],
    ['junior', 'planned', [[12, 6802, 11.3], [18, 9207, 10.2], [24, 11_734, 9.8], [30, 13_542, 9.0]]],
    ['complete-secondary', 'basic', [[18, 6495, 7.2], [24, 8120, 6.8], [30, 9734, 6.5], [36, 11_387, 6.3]]],
    ['senior', 'basic', [[18, 6602, 7.3], [24, 8247, 6.9], [30, 9892, 6.6], [36, 11_537, 6.4]]],
    ['senior', 'planned', [[18, 9287, 10.3], [24, 11_959, 10.0], [30, 13_775, 9.2], [36, 15_897, 8.8]]],
  ]
  return Object.freeze(
    table.map(([type, level, rows]): SpaceStandard =>
      Object.freeze({
        id: `china-floor-${type}-${level}`,
        name: Object.freeze({ en: `${typeNames[type]?.en ?? type}, ${level} floor space`, zh: `${typeNames[type]?.zh ?? type}${level === 'basic' ? '基本' : '规划'}建筑面积` }),
        basis: 'floor',
        type,
        level,
        points: Object.freeze(rows.map((row) => point(type, level, row))),
      }),
    ),
  )
}

function point(type: SchoolType, level: Level, [classes, total, perPlace]: Row): SpacePoint {
  const id = `CN-FLOOR-${type}-${level}-${classes}`
  const note = levelNote[level]
  return withFacts(
    { classes },
    {
      places: placesOf(type, classes, id),
      perPlace: norm(buildingStandard, `${id}-per-place`, 'floor space per place', perPlace, 'm² per place', { precision: 0.1, note }),
      total: norm(buildingStandard, id, 'floor space of a school', total, 'm²', { note }),
    },
  )
}

/** Places of a school of so many classes: 45 a class in primary, 50 above; two thirds of the classes of a nine-year school are primary. */
function placesOf(type: SchoolType, classes: number, id: string): SpacePoint['facts']['places'] {
  const primary = type === 'primary' ? classes : type === 'nine-year' ? (classes * 2) / 3 : 0
  const places = primary * 45 + (classes - primary) * 50
  const how = type === 'nine-year' ? `${primary} × 45 + ${classes - primary} × 50` : `${classes} × ${type === 'primary' ? 45 : 50}`
  return norm({ ...buildingStandard, evidence: 'derived' }, `${id}-places`, 'places of a school', places, 'places', { status: 'derived', note: `${how}; agrees with total ÷ per place` })
}
