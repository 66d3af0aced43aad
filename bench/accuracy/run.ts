// npm run accuracy: how accurate is the automatic method on your own counts, beside the methods in published use?
//
//   npm run accuracy -- --pupils FILE [--births FILE] [--grades K,1,…,12] [--entry-lag 5,6] [--entry-weights 0.6667,0.3333] [--births-known-to -1]
//                       [--origins 2010-2016] [--min-year Y] [--max-year Y] [--leads 1,2,3,5,10] [--min-pupils N] [--complete] [--region none|all] [--known-entrants]
//                       [--by grade|size|years:2020,2021] [--json]
//   npm run accuracy -- --all      every set of the development data, when it is there
//   npm run accuracy               a small built-in table
//
// --known-entrants adds the automatic method told the entrants of every year: what it still misses is progression, the rest is entry.
// Files are long format with a header: area,year,grade,pupils and area,year,births. Every figure is a percentage:
// mean absolute error of area totals / mean weighted error of grades / bias.


import { parseInputs, rowsOf } from 'school-places'
import { backtest, baselineForecasters, riverForecaster, sizeClass, spansMarkedYears, summariseBacktest, summariseByGrade } from 'school-places/evaluate'
import type { BacktestScore, Forecaster, GradeScore, ScoredPair } from 'school-places/evaluate'

import { readCommandLine, refuse } from '../../examples/command-line'
import { builtInSet, haveSharedData, sharedSets } from './known-sets'
import { prepare, readBirths, readPupils } from './tables'
import type { AccuracySet } from './tables'

// parseArgs takes a value that starts with a dash for another flag: `--births-known-to -1` becomes `--births-known-to=-1`.
const words = process.argv.slice(2).reduce<string[]>((joined, word) => {
  const before = joined.at(-1)
  if (/^-\d/.test(word) && before !== undefined && /^--[a-z-]+$/.test(before)) joined[joined.length - 1] = `${before}=${word}`
  else joined.push(word)
  return joined
}, [])

const usage = 'npm run accuracy -- [--all | --pupils FILE [--births FILE] [--grades K,1,…,12] [--entry-lag 5,6] [--entry-weights 0.6667,0.3333] [--births-known-to -1] [--origins 2010-2016] [--min-year Y] [--max-year Y] [--leads 1,2,3,5,10] [--min-pupils N] [--complete] [--region none|all] [--known-entrants]] [--by grade|size|years:2020,2021] [--json]'
const { values: flags } = readCommandLine(
  usage,
  {
    pupils: { type: 'string' },
    births: { type: 'string' },
    grades: { type: 'string' },
    'entry-lag': { type: 'string', default: '5,6' },
    'entry-weights': { type: 'string', default: '0.6667,0.3333' },
    'births-known-to': { type: 'string', default: '-1' },
    origins: { type: 'string' },
    'min-year': { type: 'string', default: '0' },
    'max-year': { type: 'string', default: '9999' },
    leads: { type: 'string', default: '1,2,3,5,10' },
    'min-pupils': { type: 'string', default: '0' },
    complete: { type: 'boolean', default: false },
    region: { type: 'string', default: 'all' },
    json: { type: 'boolean', default: false },
    by: { type: 'string' },
    'known-entrants': { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
  },
  0,
  words,
)

function numbers(text: string, flag: string): number[] {
  return text.split(',').map((part) => {
    const value = Number(part)
    if (part.trim() === '' || !Number.isFinite(value)) refuse(usage, `--${flag}: must be numbers with commas between them, got "${text}"`)
    return value
  })
}

/** `K,1,…,12` and `K,1,...,12` stand for all grades between. */
function gradeList(text: string): string[] {
  const parts = text.split(',').map((part) => part.trim())
  return parts.flatMap((part, i) => {
    if (part !== '…' && part !== '...') return [part]
    const [from, to] = [Number(parts[i - 1]), Number(parts[i + 1])]
    return Array.from({ length: Math.max(0, to - from - 1) }, (_, k) => String(from + 1 + k))
  })
}

function span(text: string): number[] {
  const match = /^(\d{4})(?:-(\d{4}))?$/.exec(text)
  if (match === null) refuse(usage, `--origins: must read 2010-2016, got "${text}"`)
  const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])]
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function setFromFlags(): AccuracySet {
  if (flags.region !== 'all' && flags.region !== 'none') throw new Error(`--region: must be all or none, got "${flags.region}"`)
  const grades = gradeList(flags.grades ?? 'K,1,…,12')
  const pupils = readPupils(flags.pupils!, grades)
  if (pupils.length === 0) throw new Error(`--pupils: ${flags.pupils} has no rows of the grades ${grades.join(', ')}`)
  const [lags, weights] = [numbers(flags['entry-lag'], 'entry-lag'), numbers(flags['entry-weights'], 'entry-weights')]
  if (lags.length !== weights.length) throw new Error(`--entry-weights: one weight for each lag is needed, got ${weights.length} for ${lags.length}`)
  const maxYear = Number(flags['max-year'])
  const known = pupils.map((row) => row.year).filter((year) => year <= maxYear && year >= Number(flags['min-year']))
  const [first, last] = [Math.min(...new Set(known)), Math.max(...new Set(known))]
  return {
    name: flags.pupils!,
    pupils,
    births: flags.births === undefined ? [] : readBirths(flags.births),
    grades,
    entryLags: lags,
    entryWeights: weights.map((weight) => weight / weights.reduce((sum, each) => sum + each, 0)),
    birthsLag: Number(flags['births-known-to']),
    // Without origins: every year that leaves five years of history and one year to score.
    origins: flags.origins === undefined ? Array.from({ length: Math.max(1, last - first - 5) }, (_, i) => Math.min(last - 1, first + 5 + i)) : span(flags.origins),
    leads: numbers(flags.leads, 'leads'),
    minYear: Number(flags['min-year']),
    maxYear,
    minPupils: Number(flags['min-pupils']),
    complete: flags.complete,
    region: flags.region,
  }
}

/** The automatic method told the entrants of every year: what is left is the error of progression. */
const knownEntrants: Forecaster = (dataset, question) => {
  const entryGrades = dataset.ladder.grades.filter((grade) => grade.entry).map((grade) => grade.id)
  const entrants = [...rowsOf(dataset.pupils)].filter((row) => row.year > question.origin && entryGrades.includes(row.grade) && !Number.isNaN(row.value)).map(({ area, grade, year, value }) => ({ area, grade, year, pupils: value }))
  return riverForecaster({})({ ...dataset, entrants }, question)
}

interface SetReport {
  readonly set: string
  readonly areas: number
  readonly scores: readonly BacktestScore[]
  /** By grade, by size or by years, as asked for with --by. */
  readonly breakdown?: readonly (BacktestScore | GradeScore)[]
}

function evaluate(set: AccuracySet): SetReport {
  const { tables, ladder, calendar } = prepare(set)
  const dataset = parseInputs(tables, { ladder, calendar })
  // Without a region the baseline has nothing to shrink to. The automatic method finds out itself how much the areas share.
  const pooled = set.region === 'none' ? { 'pool5-shrunk': riverForecaster({ progression: { name: 'pooled', years: 5 }, entry: { name: 'mean', years: 5 }, entryLevel: 'blend', unknownBirths: 'last' }) } : {}
  const told = flags['known-entrants'] ? { 'known entry': knownEntrants } : {}
  const methods = { automatic: riverForecaster({}), ...baselineForecasters, ...pooled, ...told }
  const pairs = backtest(dataset, {
    methods,
    origins: set.origins,
    leads: set.leads,
    birthsLag: set.birthsLag,
    maxYear: set.maxYear,
    minPupils: set.minPupils,
    keepGrades: flags.by === 'grade',
    onProgress: (origin) => process.stderr.write(`  … ${set.name}, origin ${origin}\n`),
  })
  return { set: set.name, areas: dataset.planningAreas.length, scores: summariseBacktest(pairs), ...(flags.by === undefined ? {} : { breakdown: breakdownOf(pairs) }) }
}

function breakdownOf(pairs: readonly ScoredPair[]): readonly (BacktestScore | GradeScore)[] {
  if (flags.by === 'grade') return summariseByGrade(pairs)
  if (flags.by === 'size') return summariseBacktest(pairs, sizeClass)
  const years = /^years:([\d,]+)$/.exec(flags.by ?? '')
  if (years === null) throw new Error(`--by: must be grade, size or years:2020,2021, got "${flags.by}"`)
  return summariseBacktest(pairs, spansMarkedYears(numbers(years[1]!, 'by')))
}

function printBreakdown(rows: readonly (BacktestScore | GradeScore)[]): void {
  const nameOf = (row: BacktestScore | GradeScore): string => ('grade' in row ? row.grade : row.group)
  const leads = [...new Set(rows.map((row) => row.lead))].sort((a, b) => a - b)
  for (const group of new Set(rows.map(nameOf))) {
    for (const method of ['automatic', 'naive']) {
      const cells = leads.map((lead) => {
        const row = rows.find((each) => each.lead === lead && each.method === method && nameOf(each) === group)
        if (row === undefined) return '–'.padStart(22)
        return ('mape' in row ? `${(row.mape * 100).toFixed(2)}/${(row.wape * 100).toFixed(2)} (${row.pairs})` : `${(row.wape * 100).toFixed(2)} (${row.pairs})`).padStart(22)
      })
      console.log([`  ${group} ${method}`.padEnd(34), ...cells].join(''))
    }
  }
}

function print({ set, areas, scores, breakdown }: SetReport): void {
  const leads = [...new Set(scores.map((score) => score.lead))].sort((a, b) => a - b)
  const methods = [...new Set(scores.map((score) => score.method))]
  const find = (method: string, lead: number): BacktestScore | undefined => scores.find((score) => score.method === method && score.lead === lead)
  const percent = (value: number): string => (value * 100).toFixed(2)
  console.log(`\n${set}: ${areas} ${areas === 1 ? 'area' : 'areas'}; mean error of totals / weighted error of grades / bias, %`)
  console.log(['method'.padEnd(14), ...leads.map((lead) => `h=${lead} (n ${find(methods[0]!, lead)!.pairs})`.padStart(22))].join(''))
  for (const method of methods) {
    const cells = leads.map((lead) => {
      const score = find(method, lead)!
      return `${percent(score.mape)}/${percent(score.wape)}/${score.bias >= 0 ? '+' : ''}${percent(score.bias)}`.padStart(22)
    })
    console.log([method.padEnd(14), ...cells].join(''))
  }
  const against = leads.map((lead) => {
    const best = (of: (score: BacktestScore) => number): number => Math.min(...methods.slice(1).filter((method) => method !== 'known entry').map((method) => of(find(method, lead)!)))
    const own = find('automatic', lead)!
    const change = (mine: number, other: number): string => `${mine <= other ? '−' : '+'}${Math.abs((mine / other - 1) * 100).toFixed(1)}`
    return `${change(own.mape, best((score) => score.mape))} %/${change(own.wape, best((score) => score.wape))} %`.padStart(22)
  })
  console.log(['v. best'.padEnd(14), ...against].join(''))
  if (breakdown !== undefined) printBreakdown(breakdown)
}

if (flags.all && !haveSharedData()) console.log('The development data are not here; running the built-in table only.')
const sets = flags.pupils !== undefined ? [setFromFlags()] : flags.all && haveSharedData() ? sharedSets() : [builtInSet()]
const reports = sets.map((set) => {
  const report = evaluate(set)
  if (!flags.json) print(report)
  return report
})
if (flags.json) console.log(JSON.stringify(reports, null, 2))
