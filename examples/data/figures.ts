// Makes facts from figures as a document writes them ('1.47万个', '900余个'), so that bound and rounding are never lost in typing.

import { readFigure } from 'school-places'
import type { Fact } from 'school-places'

const unitNames: Readonly<Record<string, string>> = { 个: 'places', 座: 'places', 所: 'schools', 人: 'people', 名: 'people', 元: 'yuan', 平方米: 'm²', '㎡': 'm²', '%': '%', 个百分点: 'points', 倍: 'times', 班: 'classes' }

export interface DocumentDefaults {
  readonly source: string
  readonly date: string
  readonly area: string
  readonly status: Fact['status']
}

export type MakeFact = (id: string, measure: string, stated: string, year: number, detail?: Partial<Fact>) => Fact

/** A maker of facts of one document: `stated` is the figure as written, `detail` what differs from the document's defaults. */
export function figuresOf({ source, date, area, status }: DocumentDefaults): MakeFact {
  return (id, measure, stated, year, detail = {}) => {
    const { value, bound, unit, precision } = readFigure(stated)
    const name = detail.unit ?? unitNames[unit]
    if (name === undefined) throw new Error(`${id}: say what "${stated}" counts`)
    // A whole number told to the last unit is a full count; a percentage is always rounded.
    const rounding = precision === 1 && unit !== '%' ? {} : { precision }
    return { id, measure, value, unit: name, source, date, status, bound, evidence: 'A', area, year, ...rounding, ...detail }
  }
}
