// The words of the report in Chinese and English, each thing named once.

import { requireObject } from '../core/error.js'
import { withCommas } from '../core/words.js'
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

/**
 * A chance that is a share of drawn futures, in words that so many futures can bear: all of them or none is no certainty.
 *
 * When none of n independent futures has something, its chance may still be as high as 3 ÷ n (at a confidence of 95 %); told in whole percent, and
 * never below 1: of 1,000 futures all are "> 99 %" and none "< 1 %", of 100 they are "> 97 %" and "< 3 %".
 *
 * @param chance from 0 to 1
 * @param digits decimals of a chance between the two
 * Source: the rule of three, Hanley and Lippman-Hand (1983), doi 10.1001/jama.1983.03330370053031.
 * @example
 * chanceText(1, 1000) // { en: '> 99 %', zh: '99 % 以上' }
 * chanceText(0, 200) // { en: '< 2 %', zh: '不足 2 %' }
 * chanceText(0.873, 1000).en // '87 %'
 */
export function chanceText(chance: number, draws: number, digits = 0): Text {
  const least = Math.min(100, Math.max(1, Math.ceil(300 / draws - 1e-9)))
  const percent = (chance * 100).toFixed(digits)
  if (Number(percent) >= 100) return over(chance < 1 ? 99 : 100 - least)
  if (Number(percent) <= 0) return under(chance > 0 ? 1 : least)
  return { en: `${percent} %`, zh: `${percent} %` }
}

const over = (percent: number): Text => ({ en: `> ${percent} %`, zh: `${percent} % 以上` })
const under = (percent: number): Text => ({ en: `< ${percent} %`, zh: `不足 ${percent} %` })

/** A cell as it is shown: thousands commas, one decimal of a percentage, a sign on signed numbers, a dash for nothing. A share of `draws` is a chance. */
export function formatCell(cell: Cell, format: Format, language: Language, draws?: number): string {
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
      return draws === undefined ? `${(cell * 100).toFixed(1)} %` : chanceText(cell, draws, 1)[language === 'zh' ? 'zh' : 'en']
    case 'ratio':
      return cell.toFixed(4)
  }
}

/** One decimal, and commas before it. */
function tenths(value: number): string {
  const [whole = '', rest = ''] = Math.abs(value).toFixed(1).split('.')
  return `${value < 0 && (whole !== '0' || rest !== '0') ? '−' : ''}${withCommas(Number(whole))}.${rest}`
}
