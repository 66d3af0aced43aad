// The line under the title: by which version a report was made, for which years or day, and of how many futures its figures are the middle.

import type { Provenance } from '../core/provenance.js'
import { withCommas } from '../core/words.js'
import { inLanguage } from './labels.js'
import type { Language } from './report.js'

/** What is not known is left out: a ledger has a day and no years. */
export function madeText({ version, origin, horizon, draws, seed, options }: Provenance, language: Language): string {
  const parts = [`school-places ${version}`]
  if (origin !== undefined) parts.push(`${origin}–${origin + (horizon ?? 0)}`)
  else if (typeof options.date === 'string') parts.push(options.date)
  if (draws !== undefined && draws > 1) {
    const from = seed === undefined ? { en: '', zh: '' } : { en: `, seed ${seed}`, zh: `，种子 ${seed}` }
    parts.push(inLanguage({ en: `medians of ${withCommas(draws)} futures${from.en}`, zh: `模拟 ${withCommas(draws)} 次，取中位数${from.zh}` }, language))
  }
  return parts.join(' · ')
}
