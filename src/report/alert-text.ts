// What an alert says, in Chinese and English: the level, the years, the places, the reason in numbers, and what can still be done.

import type { AlertReason } from '../balance/alert-reason.js'
import type { Alert } from '../balance/alerts.js'
import { requireNoun, requireObject } from '../core/error.js'
import { anAlert } from '../core/nouns.js'
import { counted, withCommas } from '../core/words.js'
import type { Text } from '../standards/types.js'
import { chanceText, gradeName } from './labels.js'

/** How pupils and places moved between the base year and the worst year, by which causes and projects. */
export function reasonText(alert: Alert): Text {
  requireNoun(alert, anAlert, 'reasonText')
  const { reason } = alert
  const change = (from: number, to: number): string => signed(to - from)
  if (reason.fromYear === reason.toYear) {
    const [pupils, places] = [Math.round(reason.pupilsTo), Math.round(reason.placesTo)]
    return { en: `${counted(pupils, 'pupil')}, ${counted(places, 'place')}`, zh: `学生${withCommas(pupils)}，学位${withCommas(places)}` }
  }
  const [pupils, places] = [change(reason.pupilsFrom, reason.pupilsTo), change(reason.placesFrom, reason.placesTo)]
  // Three causes tell nearly all of it; what is less than a pupil is not worth a word.
  const causes = reason.parts.filter((part) => Math.abs(part.pupils) >= 0.5).slice(0, 3)
  const because = { en: causes.map((part) => `${part.name.en} ${signed(part.pupils)}`).join(', '), zh: causes.map((part) => `${part.name.zh}${signed(part.pupils)}`).join('、') }
  const slips = reason.slipped.map(slipText)
  return {
    en: `${reason.fromYear}–${reason.toYear}: pupils ${pupils}${because.en === '' ? '' : ` (${because.en})`}, places ${places}${slips.map((each) => `; ${each.en}`).join('')}`,
    zh: `${reason.fromYear}—${reason.toYear}年学生${pupils}${because.zh === '' ? '' : `（${because.zh}）`}，学位${places}${slips.map((each) => `；${each.zh}`).join('')}`,
  }
}

function slipText({ project, planned, opens, places }: AlertReason['slipped'][number]): Text {
  const amount = signed(places)
  return opens === undefined
    ? { en: `${project}, planned for ${planned}, is more likely not to open (${amount})`, zh: `${project}原定${planned}年，多半不能开办（${amount}）` }
    : { en: `${project} slips from ${planned} to ${opens} (${amount})`, zh: `${project}由${planned}年推迟至${opens}年（${amount}）` }
}

function signed(value: number): string {
  const rounded = Math.round(value)
  return `${rounded === 0 ? '±' : rounded > 0 ? '+' : '−'}${withCommas(Math.abs(rounded))}`
}

/** How many places would end the alert, and from when; undefined where places do not decide. */
export function clearText({ clear, kind }: Alert): Text | undefined {
  if (clear === undefined || clear.places === 0) return undefined
  const places = withCommas(clear.places)
  return kind === 'shortage'
    ? { en: `${counted(clear.places, 'more place')} from ${clear.year} would end it`, zh: `${clear.year}年起增加${places}个学位可解除` }
    : { en: `${counted(clear.places, 'place')} could be put to other use from ${clear.year}`, zh: `${clear.year}年起可调出${places}个学位` }
}

/** By when each kind of work must be decided, or what remains when all come too late. Undefined for a surplus. */
export function decideText(alert: Alert): Text | undefined {
  requireNoun(alert, anAlert, 'decideText')
  const { decideBy, reason, firstYear } = alert
  if (decideBy.length === 0) return undefined
  const useful = decideBy.filter((each) => each.serves !== undefined)
  if (useful.length === 0) return { en: 'no building opens in time: divert, buy places or enlarge classes', zh: '新建均来不及：分流、购买学位或扩班' }
  const now = reason.fromYear
  return {
    en: useful.map((each) => (each.serves === firstYear ? `${each.name.en} by ${each.year}` : `${each.name.en} decided in ${now} opens for ${each.serves}`)).join('; '),
    zh: useful.map((each) => (each.serves === firstYear ? `不晚于${each.year}年定${each.name.zh}` : `${now}年定${each.name.zh}，${each.serves}年可用`)).join('；'),
  }
}

/**
 * An alert as one sentence in each language.
 *
 * @param names of the area and the stage as they should be read
 */
export function alertText(alert: Alert, names: { readonly area: Text; readonly stage: Text }): Text {
  requireNoun(alert, anAlert, 'alertText')
  requireObject(names, 'names', 'alertText', 2, ['area', 'stage'])
  const place = alert.grade === undefined ? names.stage : gradeName(alert.grade)
  const decide = decideText(alert)
  const spans = spansOf(alert.years.map(({ year }) => year))
  // A rule that looks six years ahead does not say that a shortage ends in the sixth.
  const open = alert.looksTo !== undefined && alert.years.at(-1)?.year === alert.looksTo
  const years = { en: `${spans.map((span) => span.join('–')).join(', ')}${open ? ' (the rule looks no further)' : ''}`, zh: `${spans.map((span) => span.join('—')).join('、')}年` }
  const further = open ? '（规则只看到该年）' : ''
  const reason = reasonText(alert)
  const amount = amountText(alert)
  const clear = clearText(alert)
  const local = alert.children === 'local' ? { en: ', local children only', zh: '（仅计户籍学生）' } : { en: '', zh: '' }
  const what = alert.kind === 'shortage' ? { en: `short in ${years.en}, ${amount.en}`, zh: `${years.zh}紧缺${further}，${amount.zh}` } : { en: `spare in ${years.en}, ${amount.en}`, zh: `${years.zh}富余${further}，${amount.zh}` }
  return {
    en: `[${alert.levelName.en}] ${names.area.en}, ${place.en}${local.en}: places ${what.en}; ${reason.en}; ${alert.ruleName.en}.${clear === undefined ? '' : ` ${capital(clear.en)}.`}${decide === undefined ? '' : ` Decide: ${decide.en}.`}`,
    zh: `【${alert.levelName.zh}】${names.area.zh}${place.zh}${local.zh}：学位${what.zh}；${reason.zh}；依据${alert.ruleName.zh}。${clear === undefined ? '' : `${clear.zh}。`}${decide === undefined ? '' : `最迟决策：${decide.zh}。`}`,
  }
}

/** How many places in the worst year, in which range and how surely. A rule may warn before anybody is without a place: nought short would read as no warning. */
function amountText({ kind, worst, draws }: Alert): Text {
  const { year, chance } = worst
  const [places, low, high] = [worst.places, worst.low, worst.high].map(Math.round) as [number, number, number]
  const none = kind === 'shortage' && places === 0
  const range = none && low === 0 && high === 0 ? { en: '', zh: '' } : { en: `80 % range ${withCommas(low)}–${withCommas(high)}; `, zh: `80%区间${withCommas(low)}—${withCommas(high)}，` }
  // The chance is that of the rule's level, which nobody reads into "nobody short, chance 100 %".
  const of = none ? { en: 'chance of this level', zh: '达到该等级的可能性' } : { en: 'chance', zh: '可能性' }
  const told = chanceText(chance ?? 0, draws)
  const likely = chance === undefined ? { en: '', zh: '' } : { en: ` (${range.en}${of.en} ${told.en})`, zh: `（${range.zh}${of.zh}${told.zh.replaceAll(' ', '')}）` }
  const amount = withCommas(places)
  if (none) return { en: `nobody without a place yet in ${year}${likely.en}`, zh: `${year}年尚无学生缺学位${likely.zh}` }
  return kind === 'shortage' ? { en: `by ${amount} in ${year}${likely.en}`, zh: `${year}年缺${amount}个${likely.zh}` } : { en: `${amount} in ${year}${likely.en}`, zh: `${year}年余${amount}个${likely.zh}` }
}

/** Years in a row as first and last: a year without a shortage between two is not one of them. */
function spansOf(years: readonly number[]): readonly (readonly number[])[] {
  const spans: number[][] = []
  for (const year of years) {
    const span = spans.at(-1)
    if (span === undefined || span.at(-1) !== year - 1) spans.push([year])
    else if (span.length === 1) span.push(year)
    else span[1] = year
  }
  return spans
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
