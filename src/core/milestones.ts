// The milestones a piece of work passes, in order. Building is the usual ladder; callers may give their own, as for kindergartens made public.

import { PlacesError, requireObject } from './error.js'

export interface Milestone {
  readonly id: string
  readonly name: { readonly en: string; readonly zh: string }
}

/** Milestones in the order in which they are passed: who has reached one has reached all before it. */
export interface MilestoneLadder {
  readonly id: string
  readonly name: { readonly en: string; readonly zh: string }
  readonly milestones: readonly Milestone[]
  /** The milestone from which places can be used; undefined when the work makes none. */
  readonly opening: string | undefined
}

export interface MilestoneLadderSpecification {
  readonly id: string
  readonly en: string
  readonly zh: string
  /** Id, English and Chinese name of each milestone, in order. */
  readonly milestones: readonly (readonly [id: string, en: string, zh: string])[]
  readonly opening?: string | undefined
}

/**
 * Makes a ladder of milestones.
 *
 * @throws `duplicate-label` for a milestone named twice; `invalid-option` for a ladder without milestones or an opening that is none of them
 * @example
 * createMilestoneLadder({ id: 'lease', en: 'Lease', zh: '租赁', milestones: [['signed', 'signed', '签约'], ['opened', 'opened', '开办']], opening: 'opened' }).milestones.length // 2
 */
export function createMilestoneLadder(specification: MilestoneLadderSpecification): MilestoneLadder {
  requireObject(specification, 'specification', 'createMilestoneLadder', 1, ['milestones'])
  const { id, en, zh, milestones, opening } = specification
  const verb = 'createMilestoneLadder'
  const ids = milestones.map(([each]) => each)
  if (ids.length === 0) throw new PlacesError('invalid-option', `${verb}: a ladder must have milestones, got none in ${id}`)
  const twice = ids.find((each, i) => ids.indexOf(each) !== i)
  if (twice !== undefined) throw new PlacesError('duplicate-label', `${verb}: milestones must be distinct, got ${twice} twice in ${id}`)
  if (opening !== undefined && !ids.includes(opening)) throw new PlacesError('invalid-option', `${verb}: the opening must be one of ${ids.join(', ')}, got ${opening}`)
  return Object.freeze({
    id,
    name: Object.freeze({ en, zh }),
    milestones: Object.freeze(milestones.map(([each, english, chinese]) => Object.freeze({ id: each, name: Object.freeze({ en: english, zh: chinese }) }))),
    opening,
  })
}

const building = [
  ['land', 'land secured', '用地落实'],
  ['approval', 'approved', '立项'],
  ['design', 'designed', '前期完成'],
  ['start', 'started', '开工'],
  ['topped-out', 'topped out', '封顶'],
  ['accepted', 'accepted', '完工验收'],
  ['opened', 'opened', '开办'],
] as const
/** A dated event of building work: the milestones by which delivery is timed and the ledger is kept. */
export type DeliveryMilestone = (typeof building)[number][0]
/** The milestones of building work, in order. */
export const deliveryMilestones: readonly DeliveryMilestone[] = /* @__PURE__ */ Object.freeze(/* @__PURE__ */ building.map(([id]) => id))

/** Building work: 用地、立项、前期、开工、封顶、验收、开办. The default. */
export const buildingMilestones: MilestoneLadder = /* @__PURE__ */ createMilestoneLadder({
  id: 'building',
  en: 'Building',
  zh: '学校建设',
  milestones: building,
  opening: 'opened',
})

/** Work that a developer owes with its housing (小区配套): accepted, then handed over to the education bureau, then opened. */
export const developerMilestones: MilestoneLadder = /* @__PURE__ */ createMilestoneLadder({
  id: 'developer',
  en: 'Developer-built',
  zh: '小区配套',
  milestones: [
    ['land', 'land secured', '用地落实'],
    ['approval', 'planned and approved', '规划报批'],
    ['start', 'started', '开工'],
    ['topped-out', 'topped out', '封顶'],
    ['accepted', 'accepted', '竣工验收'],
    ['handed-over', 'handed over', '移交'],
    ['opened', 'opened', '开办'],
  ],
  opening: 'opened',
})

/** Private kindergartens made public (民转公): leave to run ended, deregistered, compensation applied for. */
export const conversionMilestones: MilestoneLadder = /* @__PURE__ */ createMilestoneLadder({
  id: 'conversion',
  en: 'Kindergarten made public',
  zh: '民转公',
  milestones: [
    ['termination-approved', 'termination approved', '终止办学批复'],
    ['deregistered', 'deregistered', '注销'],
    ['compensation-applied', 'compensation applied for', '申请补偿款'],
  ],
})

/** Position of a milestone on a ladder, −1 when the ladder does not have it. */
export function milestonePosition(ladder: MilestoneLadder, milestone: string): number {
  return ladder.milestones.findIndex((each) => each.id === milestone)
}
