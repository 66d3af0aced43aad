// The words of the report in Chinese and English, each thing named once.

import { requireObject } from '../core/error.js'
import type { PlaceSource, ProjectKind, ProjectMode } from '../input/tables.js'
import type { Text } from '../standards/types.js'
import type { Cell, Format, Language } from './report.js'

/** Both languages of a text, or the one asked for. Equal texts are not repeated. */
export function inLanguage(text: Text, language: Language): string {
  requireObject(text, 'text', 'inLanguage')
  if (language === 'en') return text.en
  if (language === 'zh') return text.zh
  return text.en === text.zh ? text.zh : `${text.zh} ${text.en}`
}

const gradeNumbers = ['一', '二', '三', '四', '五', '六', '七', '八', '九']
const kindergartenGrades = ['小班', '中班', '大班']

/** The name of a grade of the Chinese ladders; other grades are named by their label. */
export function gradeName(grade: string): Text {
  const match = /^([KPJS])(\d)$/.exec(grade)
  if (match === null) return { en: grade, zh: grade }
  const number = Number(match[2]) - 1
  switch (match[1]) {
    case 'K':
      return { en: grade, zh: kindergartenGrades[number] ?? grade }
    case 'P':
      return { en: grade, zh: `小学${gradeNumbers[number] ?? ''}年级` }
    case 'J':
      return { en: grade, zh: `初中${gradeNumbers[number] ?? ''}年级` }
    default:
      return { en: grade, zh: `高中${gradeNumbers[number] ?? ''}年级` }
  }
}

export const sectorNames: Readonly<Record<string, Text>> = {
  public: { en: 'Public', zh: '公办' },
  purchased: { en: 'Purchased', zh: '购买学位' },
  'private-inclusive': { en: 'Private inclusive', zh: '普惠民办' },
  private: { en: 'Private', zh: '民办' },
}

export const kindNames: Readonly<Record<ProjectKind, Text>> = {
  new: { en: 'New school', zh: '新建' },
  extension: { en: 'Extension', zh: '扩建' },
  rebuild: { en: 'Rebuild', zh: '拆建' },
  'phase-two': { en: 'Second phase', zh: '二期' },
  branch: { en: 'Branch campus', zh: '分校（校区）' },
  'developer-built': { en: 'Developer-built', zh: '小区配套' },
  temporary: { en: 'Temporary', zh: '临时过渡' },
  lease: { en: 'Lease', zh: '租赁' },
  'take-back': { en: 'Take-back', zh: '民办回收' },
  'made-public': { en: 'Made public', zh: '民转公' },
  purchase: { en: 'Purchase', zh: '购买民办学位' },
  conversion: { en: 'Conversion of stage', zh: '学段变更' },
  merger: { en: 'Merger', zh: '合并' },
  closure: { en: 'Closure', zh: '停办' },
  'site-return': { en: 'Borrowed site returned', zh: '借址回迁' },
}

export const sourceNames: Readonly<Record<PlaceSource | 'unstated', Text>> = {
  'site-in-hand': { en: 'Site in hand', zh: '已落实用地' },
  'take-back': { en: 'Private take-back', zh: '民办回收' },
  'planned-site': { en: 'Planned site, unbuilt', zh: '规划未建用地' },
  unstated: { en: 'Not stated', zh: '未注明' },
}

export const modeNames: Readonly<Record<ProjectMode, Text>> = {
  traditional: { en: 'Traditional', zh: '传统建设' },
  prefabricated: { en: 'Prefabricated', zh: '装配式' },
  'agent-built': { en: 'Whole-process agent', zh: '全过程代建' },
}

/** A cell as it is shown: thousands commas, one decimal of a percentage, a sign on signed numbers, a dash for nothing. */
export function formatCell(cell: Cell, format: Format, language: Language): string {
  if (cell === undefined) return '–'
  if (typeof cell === 'string') return cell
  if (typeof cell === 'object') return inLanguage(cell, language)
  if (!Number.isFinite(cell)) return cell > 0 ? '∞' : '–'
  switch (format) {
    case 'year':
    case 'text':
    case 'range':
      return String(cell)
    case 'count':
      return withCommas(Math.round(cell))
    case 'decimal':
      return tenths(cell)
    case 'signed': {
      const whole = Math.round(cell)
      return whole > 0 ? `+${withCommas(whole)}` : withCommas(whole)
    }
    case 'percent':
      return `${(cell * 100).toFixed(1)} %`
    case 'ratio':
      return cell.toFixed(4)
  }
}

/** One decimal, and commas before it. */
function tenths(value: number): string {
  const [whole = '', rest = ''] = Math.abs(value).toFixed(1).split('.')
  return `${value < 0 && (whole !== '0' || rest !== '0') ? '−' : ''}${withCommas(Number(whole))}.${rest}`
}

/**
 * A whole number with thousands commas and a true minus sign.
 *
 * @example
 * withCommas(-23100) // '−23,100'
 */
export function withCommas(value: number): string {
  const text = Math.abs(value).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return value < 0 ? `−${text}` : text
}
