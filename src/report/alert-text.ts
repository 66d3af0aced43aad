// What an alert says, in Chinese and English: the level, the years, the places, the reason in numbers, and what can still be done.

import type { Alert } from '../balance/alerts.js'
import type { Text } from '../standards/types.js'
import { gradeName, withCommas } from './labels.js'

/** How pupils and places moved between the base year and the worst year. */
export function reasonText({ reason }: Alert): Text {
  const change = (from: number, to: number): string => `${to >= from ? '+' : '−'}${withCommas(Math.abs(Math.round(to - from)))}`
  if (reason.fromYear === reason.toYear) {
    const [pupils, places] = [withCommas(Math.round(reason.pupilsTo)), withCommas(Math.round(reason.placesTo))]
    return { en: `${pupils} pupils, ${places} places`, zh: `学生${pupils}，学位${places}` }
  }
  const [pupils, places] = [change(reason.pupilsFrom, reason.pupilsTo), change(reason.placesFrom, reason.placesTo)]
  return { en: `${reason.fromYear}–${reason.toYear}: pupils ${pupils}, places ${places}`, zh: `${reason.fromYear}—${reason.toYear}年学生${pupils}，学位${places}` }
}

/** By when each kind of work must be decided, or what remains when all come too late. Undefined for a surplus. */
export function decideText({ decideBy, reason, firstYear }: Alert): Text | undefined {
  if (decideBy.length === 0) return undefined
  const useful = decideBy.filter((each) => each.serves !== undefined)
  if (useful.length === 0) return { en: 'no building opens in time: divert, buy places or enlarge classes', zh: '新建均来不及：分流、购买学位或扩班' }
  const now = reason.fromYear
  return {
    en: useful.map((each) => (each.serves === firstYear ? `${each.name.en} by ${each.year}` : `${each.name.en} decided in ${now} opens for ${each.serves}`)).join('; '),
    zh: useful.map((each) => (each.serves === firstYear ? `${each.year}年前定${each.name.zh}` : `${now}年定${each.name.zh}，${each.serves}年可用`)).join('；'),
  }
}

/**
 * An alert as one sentence in each language.
 *
 * @param names of the area and the stage as they should be read
 */
export function alertText(alert: Alert, names: { readonly area: Text; readonly stage: Text }): Text {
  const place = alert.grade === undefined ? names.stage : gradeName(alert.grade)
  const amount = withCommas(Math.round(alert.worst.places))
  const decide = decideText(alert)
  const last = alert.years[alert.years.length - 1]!.year
  const years = alert.firstYear === last ? String(last) : `${alert.firstYear}–${last}`
  const reason = reasonText(alert)
  const { chance } = alert.worst
  const likely = chance === undefined ? { en: '', zh: '' } : { en: ` (chance ${Math.round(chance * 100)} %)`, zh: `（可能性${Math.round(chance * 100)}%）` }
  const what = alert.kind === 'shortage' ? { en: `short in ${years}, by ${amount} in ${alert.worst.year}${likely.en}`, zh: `${years.replace('–', '—')}年紧缺，${alert.worst.year}年缺${amount}个${likely.zh}` } : { en: `spare in ${years}, ${amount} in ${alert.worst.year}${likely.en}`, zh: `${years.replace('–', '—')}年富余，${alert.worst.year}年余${amount}个${likely.zh}` }
  return {
    en: `[${alert.levelName.en}] ${names.area.en}, ${place.en}: places ${what.en}; ${reason.en}; ${alert.ruleName.en}.${decide === undefined ? '' : ` Decide: ${decide.en}.`}`,
    zh: `【${alert.levelName.zh}】${names.area.zh}${place.zh}：学位${what.zh}；${reason.zh}；依据${alert.ruleName.zh}。${decide === undefined ? '' : `最迟决策：${decide.zh}。`}`,
  }
}
