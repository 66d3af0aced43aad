// The words of the report in Chinese and English, each thing named once.

import type { Text } from '../standards/types.js'
import type { Cell, Format, Language } from './report.js'

/** Both languages of a text, or the one asked for. Equal texts are not repeated. */
export function inLanguage(text: Text, language: Language): string {
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

/** A cell as it is shown: thousands commas, one decimal of a percentage, a sign on signed numbers, a dash for nothing. */
export function formatCell(cell: Cell, format: Format, language: Language): string {
  if (cell === undefined) return '–'
  if (typeof cell === 'string') return cell
  if (typeof cell === 'object') return inLanguage(cell, language)
  if (!Number.isFinite(cell)) return cell > 0 ? '∞' : '–'
  switch (format) {
    case 'year':
    case 'text':
      return String(cell)
    case 'count':
      return withCommas(Math.round(cell))
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
