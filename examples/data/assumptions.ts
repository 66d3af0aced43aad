// What the documents do not say: an assumption has a name, a value, a reason, and can be overridden from the command line
// (`npm run example:baoan -- --set takeBackShare=0.2`). It is reported as a fact of status "assumed", never as a fact of a document.

import type { Fact } from 'school-places'

export interface NamedAssumption {
  readonly value: number
  readonly reason: string
  /** What it counts; a ratio when left out. */
  readonly unit?: string
}
export type NamedAssumptions = Readonly<Record<string, NamedAssumption>>

/** The assumptions with the values given as `--set name=value`. Throws for a name that is not one of them. */
export function overrideAssumptions<A extends NamedAssumptions>(defaults: A, args: readonly string[]): A {
  const changed: Record<string, NamedAssumption> = { ...defaults }
  args.forEach((word, i) => {
    if (word !== '--set') return
    const [name = '', text = ''] = (args[i + 1] ?? '').split('=')
    const value = Number(text)
    if (!(name in defaults)) throw new Error(`--set: there is no assumption ${name}; there are ${Object.keys(defaults).join(', ')}`)
    if (text.trim() === '' || !Number.isFinite(value)) throw new Error(`--set: ${name} must be a number, got "${text}"`)
    changed[name] = { ...defaults[name], value, reason: 'set by the caller' }
  })
  return changed as A
}

/** The assumptions as facts, so that they stand in the table of sources. */
export function assumptionFacts(area: string, assumptions: NamedAssumptions): Fact[] {
  return Object.entries(assumptions).map(([name, { value, reason, unit = 'ratio' }]) => ({
    id: `assume-${name}`,
    measure: name,
    value: Number(value.toPrecision(6)),
    unit,
    source: reason,
    date: '2026',
    status: 'assumed',
    bound: 'exact',
    evidence: 'U',
    area,
  }))
}
