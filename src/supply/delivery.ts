// The chance that a project is open by each school year: the one thing from which expected and drawn places both follow.
// What is ready a day after 1 September waits for the next: a month's slip can cost a year.

import { openingYear, schoolYearOf, septemberCalendar } from '../core/calendar.js'
import { dayOf } from '../core/days.js'
import type { Issue } from '../core/issue.js'
import { deliveryMilestones } from '../core/milestones.js'
import { shapeOf } from '../numeric/distribution-shapes.js'
import type { Shape } from '../numeric/distribution-shapes.js'
import { usualCertainty } from './certainty-words.js'
import { delayFaults, fault, optionFaults, projectFaults, refuse } from './check-delivery.js'
import { deliveryAssumptions } from './delivery-assumptions.js'
import type { Delay, DeliveryOptions, DeliveryProject } from './delivery-project.js'
import { usualDurations } from './durations.js'
import { addDays, cumulate, daysOfMonths, remainingOf } from './remaining-time.js'
import type { DayChances } from './remaining-time.js'

/** When a project that comes at all opens. */
export interface Outlook {
  /** School year of the first chance. */
  readonly first: number
  /** The chance to be open by `first`, `first` + 1, …: rising, to 1 unless a part is never ready. */
  readonly chances: readonly number[]
}

export interface Delivery {
  /** School year of the as-of date. */
  readonly current: number
  readonly outlookOf: (index: number) => Outlook
  /** The chance to be ready within so many days of the as-of date; undefined for what opens as planned or is open. */
  readonly readyBy: (index: number) => ((days: number) => number) | undefined
  /** The chance that the project comes at all; 1 once it is open. */
  readonly certaintyOf: (index: number) => number
  readonly issues: readonly Issue[]
}

/** Years after the as-of date that are looked at; what is later counts as never. */
export const furthest = 60
/** Chances this near to 1 are 1: the rounding of sums must not leave one draw in a trillion unopened. */
const sure = 1 - 1e-9

/** Most outlooks kept at a time: enough for the dates of some years, little memory. */
const mostKept = 20_000

/** Checks projects and options once and gives the outlook of each project on demand. */
export function createDelivery(projects: readonly DeliveryProject[], options: DeliveryOptions, verb: string): Delivery {
  const durations = options.durations ?? usualDurations
  const words = { ...usualCertainty, ...options.words }
  const chanceOf = (word: string): number | undefined => (Object.hasOwn(words, word) ? words[word] : undefined)
  const faults = optionFaults(options)
  refuse(faults, verb)
  const usualMode = options.mode ?? 'traditional'
  const modes = Object.keys(durations)
  faults.push(...projectFaults(projects, options.asOf, modes, chanceOf))
  const delayOf = typeof options.delays === 'function' ? options.delays : (): Delay | undefined => options.delays as Delay | undefined
  const shapes = new Map<Delay, Shape>()
  const delays = projects.map((project, i) => {
    const delay = project.opens === undefined ? undefined : delayOf(project)
    if (delay === undefined) return undefined
    if (!shapes.has(delay)) {
      const wrong = typeof options.delays === 'function' ? delayFaults(delay) : []
      faults.push(...wrong)
      if (wrong.length === 0) shapes.set(delay, shapeOf(delay.distribution))
    }
    if (delay.measure === 'ratio' && project.begins === undefined) faults.push(fault('missing-value', { table: 'projects', row: i + 1, column: 'begins', project: project.project }, 'a delay as a ratio needs the date from which the duration counts, got nothing'))
    return delay
  })
  const byDuration = (i: number): boolean => delays[i] === undefined && projects[i]!.reached !== undefined && projects[i]!.reached!.milestone !== 'opened'
  if (!modes.includes(usualMode) && projects.some((project, i) => byDuration(i) && project.mode === undefined)) {
    faults.push(fault('not-allowed', { option: 'mode' }, `must be one of ${modes.join(', ')}, got ${usualMode}`))
  }
  refuse(faults, verb)

  const calendar = options.calendar ?? septemberCalendar
  const asOf = dayOf(options.asOf)
  const current = schoolYearOf(options.asOf, calendar)
  const starts = new Map<number, number>()
  const startDay = (year: number): number => {
    const known = starts.get(year) ?? dayOf(`${year}-${String(calendar.startMonth).padStart(2, '0')}-01`)
    starts.set(year, known)
    return known
  }
  const chain = stepChains(durations)

  const readyBy = (i: number): ((days: number) => number) | undefined => {
    const project = projects[i]!
    const [delay, reached] = [delays[i], project.reached]
    if (reached?.milestone === 'opened') return undefined
    if (delay !== undefined) return delayed(project, delay, shapes.get(delay)!, asOf, startDay)
    return reached === undefined ? undefined : chain(project.mode ?? usualMode, deliveryMilestones.indexOf(reached.milestone), asOf - dayOf(reached.date))
  }
  const next = openingYear(options.asOf, calendar)
  const outlookFrom = (earliest: number, ready: ((days: number) => number) | undefined): Outlook => {
    if (ready === undefined) return { first: earliest, chances: [1] }
    const chances: number[] = []
    let first = earliest
    for (let year = earliest; year <= current + furthest; year++) {
      const chance = ready(startDay(year) - asOf)
      if (chances.length === 0 && !(chance > 0)) first = year + 1
      else chances.push(chance > sure ? 1 : chance)
      if (chance > sure) break
    }
    return { first, chances }
  }
  // Projects with the same plan or the same milestone and date have one outlook: it is found once.
  const kept = new Map<string, Outlook>()
  const delayNumbers = new Map([...shapes.keys()].map((delay, k) => [delay, k]))
  const outlookOf = (i: number): Outlook => {
    const { reached, opens, due, begins, mode } = projects[i]!
    if (reached?.milestone === 'opened') return { first: openingYear(reached.date, calendar), chances: [1] }
    const earliest = Math.max(opens ?? -Infinity, next)
    const delay = delays[i]
    const key = delay === undefined ? (reached === undefined ? `${earliest}` : `${earliest} ${reached.milestone} ${reached.date} ${mode ?? usualMode}`) : `${earliest} ${delayNumbers.get(delay)} ${due ?? opens} ${begins ?? ''}`
    const known = kept.get(key)
    if (known !== undefined) return known
    if (kept.size >= mostKept) kept.clear()
    const made = outlookFrom(earliest, readyBy(i))
    kept.set(key, made)
    return made
  }

  const certainties = projects.map((project) => (project.reached?.milestone === 'opened' ? 1 : typeof project.certainty === 'string' ? chanceOf(project.certainty)! : (project.certainty ?? 1)))
  return {
    current,
    outlookOf,
    readyBy,
    certaintyOf: (i) => certainties[i]!,
    issues: deliveryAssumptions(projects, options, { delays, byDuration, usualMode, firstOpen: next }),
  }
}

/** The chance to be ready so many days after the as-of date, for a planned date and a delay, given that it is not ready before that date. */
function delayed(project: DeliveryProject, delay: Delay, shape: Shape, asOf: number, startDay: (year: number) => number): (days: number) => number {
  const due = project.due === undefined ? startDay(project.opens!) - 1 : dayOf(project.due)
  const begins = project.begins === undefined ? due : dayOf(project.begins)
  // Whole days: ready on a day means by its end.
  const upTo = (day: number): number => shape.upTo(delay.measure === 'days' ? day + 0.5 - due : (day + 0.5 - begins) / (due - begins))
  const passed = upTo(asOf - 1)
  // Later than ever was: overdue, so taken as ready now.
  if (!(passed < sure)) return () => 1
  return (days) => Math.max(0, (upTo(asOf + days) - passed) / (1 - passed))
}

/** The chance to be open so many days after the as-of date, from the milestone reached and the days since. Chains are kept: many projects share them. */
function stepChains(durations: NonNullable<DeliveryOptions['durations']>): (mode: string, milestone: number, elapsed: number) => (days: number) => number {
  const steps = new Map<string, DayChances[]>()
  const rests = new Map<string, Float64Array>()
  const stepsOf = (mode: string): DayChances[] => {
    const known = steps.get(mode) ?? durations[mode]!.map((each) => daysOfMonths(each.months))
    steps.set(mode, known)
    return known
  }
  /** The days of all steps after the one under way: one step more than after the next. */
  const after = (mode: string, milestone: number): DayChances => {
    const next = stepsOf(mode)[milestone + 1]
    return next === undefined ? Float64Array.of(1) : addDays(next, after(mode, milestone + 1))
  }
  const restOf = (mode: string, milestone: number): Float64Array => {
    const key = `${milestone} ${mode}`
    const known = rests.get(key) ?? cumulate(after(mode, milestone))
    rests.set(key, known)
    return known
  }
  return (mode, milestone, elapsed) => {
    const rest = restOf(mode, milestone)
    const underWay = remainingOf(stepsOf(mode)[milestone]!, elapsed) ?? Float64Array.of(1)
    return (days) => {
      let chance = 0
      for (let k = 0; k < underWay.length && k <= days; k++) chance += underWay[k]! * rest[Math.min(rest.length - 1, days - k)]!
      return chance
    }
  }
}
