// How long the steps of a project take, by mode of delivery: published figures where there are some, this library's own convention where there are none.
// A published range becomes a triangular distribution over it; how a range is divided over its steps is this library's own convention.

import type { Evidence, Fact } from '../core/fact.js'
import type { DeliveryMilestone } from '../core/milestones.js'
import type { ProjectMode } from '../input/project-rows.js'
import type { Distribution } from '../numeric/distribution.js'

/** The time from the milestone before to `to`. */
export interface StepDuration {
  readonly to: Exclude<DeliveryMilestone, 'land'>
  readonly months: Distribution
  readonly source?: Fact | undefined
}

/** The steps of each mode of delivery, by the name of the mode. A mode has every step from `approval` to `opened` once. */
export type DeliveryDurations = Readonly<Record<string, readonly StepDuration[]>>

interface Source {
  readonly text: string
  readonly date: string
  readonly evidence: Evidence
  readonly note: string
}

const wholeCycle: Source = { text: '深圳特区报 on the Futian programme: conventional school, whole cycle 3–5 years', date: '2020', evidence: 'C', note: 'what 36–60 months leave beside the other steps' }
const preparation: Source = { text: 'usual range 6–18 months from approval to start; no published source', date: '2026', evidence: 'U', note: 'divided over two steps by own convention' }
const building: Source = {
  text: 'Shenzhen, Dongguan, Nanchang and Shanghai schools, 12 to 22 months from start to opening (深圳特区报; 羊城晚报 2020-07; 青云谱区 2022-06-20; english.jingan.gov.cn 2024-11-07)',
  date: '2024-11-07',
  evidence: 'C',
  note: '12 · 16 · 22 months divided over three steps by own convention',
}
const prefabricated: Source = {
  text: 'Futian, 5 schools, design to finish 173 days (mic.cic.hk); Guangming, 9 months (dutenews.com 2023-09)',
  date: '2023-09',
  evidence: 'B',
  note: '6 · 8 · 9 months from start to opening divided over three steps by own convention',
}
const agent: Source = { text: 'school-places, own convention: an agent for the whole process shortens the preparation, not the building; no published duration', date: '2026', evidence: 'U', note: 'the lower part of 6–18 months' }
const handover: Source = { text: 'school-places, own convention: a month from acceptance to the first day of school', date: '2026', evidence: 'U', note: 'furnishing and airing' }

function step(mode: string, to: StepDuration['to'], low: number, likeliest: number, high: number, source: Source): StepDuration {
  const fact: Fact = {
    id: `DURATION-${mode}-${to}`,
    measure: `months to ${to}, ${mode}, likeliest`,
    value: likeliest,
    unit: 'months',
    source: source.text,
    date: source.date,
    status: source.evidence === 'U' ? 'assumed' : 'derived',
    bound: 'about',
    evidence: source.evidence,
    note: `${low} · ${likeliest} · ${high}: ${source.note}`,
  }
  return Object.freeze({ to, months: Object.freeze(low === high ? { kind: 'fixed' as const, value: likeliest } : { kind: 'triangular' as const, low, mode: likeliest, high }), source: Object.freeze(fact) })
}

/**
 * Usual months of each step for traditional building (`traditional`), prefabricated or modular building (`prefabricated`) and
 * an agent for the whole process (`agent-built`, 全过程代建). Applied only where no durations are given, and then named in an issue.
 */
export const usualDurations: DeliveryDurations = /* @__PURE__ */ Object.freeze({
  traditional: [
    step('traditional', 'approval', 6, 12, 20, wholeCycle),
    step('traditional', 'design', 3, 5, 8, preparation),
    step('traditional', 'start', 3, 7, 10, preparation),
    step('traditional', 'topped-out', 6, 8, 12, building),
    step('traditional', 'accepted', 5, 7, 9, building),
    step('traditional', 'opened', 1, 1, 1, handover),
  ],
  prefabricated: [
    step('prefabricated', 'approval', 6, 12, 20, wholeCycle),
    step('prefabricated', 'design', 1, 2, 4, { ...preparation, note: 'shortened by own convention' }),
    step('prefabricated', 'start', 2, 3, 5, { ...prefabricated, note: 'Futian: three months from the start of design to the making of modules; the range is own convention' }),
    step('prefabricated', 'topped-out', 2, 3, 4, prefabricated),
    step('prefabricated', 'accepted', 3, 4, 4, prefabricated),
    step('prefabricated', 'opened', 1, 1, 1, handover),
  ],
  'agent-built': [
    step('agent-built', 'approval', 6, 12, 20, wholeCycle),
    step('agent-built', 'design', 2, 4, 6, agent),
    step('agent-built', 'start', 2, 4, 7, agent),
    step('agent-built', 'topped-out', 6, 8, 12, building),
    step('agent-built', 'accepted', 5, 7, 9, building),
    step('agent-built', 'opened', 1, 1, 1, handover),
  ],
} satisfies Readonly<Record<ProjectMode, readonly StepDuration[]>>)
