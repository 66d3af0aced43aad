// How norms are made of facts: the number of a norm is always that of the fact beside it.

import type { Evidence, Fact } from '../core/fact.js'

/** Where the norms of a list were published. */
export interface Publication {
  readonly source: string
  readonly date: string
  readonly evidence: Evidence
  readonly area?: string
}

export type NormDetail = Partial<Pick<Fact, 'bound' | 'status' | 'stage' | 'grade' | 'sector' | 'year' | 'precision' | 'period' | 'note' | 'evidence' | 'source' | 'date' | 'area'>>

/** A published figure as a fact: a rule in force and exact unless `detail` says otherwise. */
export function norm(publication: Publication, id: string, measure: string, value: number, unit: string, detail: NormDetail = {}): Fact {
  return Object.freeze({ id, measure, value, unit, status: 'rule', bound: 'exact', ...publication, ...detail })
}

/** Labels, the numbers of the facts under the same names, and the facts themselves. */
export function withFacts<Labels extends object, Key extends string>(labels: Labels, facts: Readonly<Record<Key, Fact>>): Labels & Readonly<Record<Key, number>> & { readonly facts: Readonly<Record<Key, Fact>> } {
  for (const label of Object.values(labels)) Object.freeze(label)
  const numbers = Object.fromEntries(Object.entries<Fact>(facts).map(([key, fact]) => [key, fact.value])) as Record<Key, number>
  return Object.freeze({ ...labels, ...numbers, facts: Object.freeze({ ...facts }) })
}

/** Facts by a short key, the id being prefix and key. */
export function normsOf<Key extends string>(publication: Publication, prefix: string, rows: Readonly<Record<Key, readonly [measure: string, value: number, unit: string, detail?: NormDetail]>>): Readonly<Record<Key, Fact>> {
  return Object.freeze(
    Object.fromEntries(Object.entries<readonly [string, number, string, NormDetail?]>(rows).map(([key, [measure, value, unit, detail]]) => [key, norm(publication, `${prefix}-${key}`, measure, value, unit, detail)])),
  ) as Readonly<Record<Key, Fact>>
}
