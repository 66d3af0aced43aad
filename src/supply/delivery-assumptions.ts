// What delivery took for granted, said once for each kind of assumption with the number of projects it touches.

import type { Issue } from '../core/issue.js'
import { counted } from '../core/words.js'
import { certaintyFact, usualCertainty } from './certainty-words.js'
import type { CertaintyWords } from './certainty-words.js'
import type { Delay, DeliveryOptions, DeliveryProject } from './delivery-project.js'

interface Taken {
  readonly delays: readonly (Delay | undefined)[]
  /** Whether the project takes the durations of its mode. */
  readonly byDuration: (index: number) => boolean
  readonly usualMode: string
  /** The first school year that can still open after the as-of date. */
  readonly firstOpen: number
}

/** One issue for each default that was used and for projects that are overdue. */
export function deliveryAssumptions(projects: readonly DeliveryProject[], options: DeliveryOptions, taken: Taken): Issue[] {
  const issues: Issue[] = []
  const count = (holds: (project: DeliveryProject, index: number) => boolean): number => projects.reduce((sum, project, i) => sum + Number(holds(project, i)), 0)
  const say = (what: string, option: string, number: number, message: string, assumed: string, value: number | string = assumed): void => {
    if (number > 0) issues.push(assumptionOf(what, option, number, message, assumed, value))
  }

  const timed = count((_, i) => taken.byDuration(i))
  if (options.durations === undefined) say('durations', 'durations', timed, `no durations of steps are given for ${counted(timed, 'project')}`, 'the usual months of their mode, from published ranges and own convention')
  if (options.mode === undefined) {
    const silent = count((project, i) => taken.byDuration(i) && project.mode === undefined)
    say('mode', 'mode', silent, `${counted(silent, 'project does not say how it is', 'projects do not say how they are')} built`, taken.usualMode)
  }
  const unlate = count((project, i) => taken.delays[i] === undefined && !taken.byDuration(i) && !isOpen(project))
  say('delay', 'delays', unlate, `no delay is given for ${counted(unlate, 'project')} without a milestone reached`, 'they open as planned', 0)
  const undated = count((project, i) => taken.delays[i] !== undefined && project.due === undefined && !isOpen(project))
  say('due', 'due', undated, `${counted(undated, 'project has', 'projects have')} no planned date of completion`, 'the day before their planned school year')
  const silent = count((project) => project.certainty === undefined && !isOpen(project))
  say('certainty', 'certainty', silent, counted(silent, 'project does not say how sure it is', 'projects do not say how sure they are'), 'certain', 1)
  issues.push(...wordIssues(projects, options.words ?? {}))
  const overdue = projects.filter((project) => project.opens !== undefined && project.opens < taken.firstOpen && !isOpen(project))
  if (overdue.length > 0) {
    const names = overdue.slice(0, 5).map((project) => project.project).join(', ')
    issues.push({
      code: 'opening-overdue',
      severity: 'assumption',
      where: { table: 'projects' },
      message: `${counted(overdue.length, 'project was', 'projects were')} to open before ${taken.firstOpen} and ${overdue.length === 1 ? 'is' : 'are'} not reported open: ${names}${overdue.length > 5 ? ', …' : ''}`,
      assumed: `not open yet, and not before ${taken.firstOpen}; report the milestone opened where they are`,
      amounts: { projects: overdue.length, names, year: taken.firstOpen },
    })
  }
  return issues
}

/** One issue for each word whose chance is this library's own convention because none is given. */
export function wordIssues(projects: readonly DeliveryProject[], given: CertaintyWords): Issue[] {
  return Object.entries(usualCertainty).flatMap(([word, chance]): Issue[] => {
    const used = projects.reduce((sum, project) => sum + Number(project.certainty === word && !isOpen(project)), 0)
    if (used === 0 || Object.hasOwn(given, word)) return []
    const { value, source } = certaintyFact(word, chance)
    return [assumptionOf('word', 'words', used, `${counted(used, 'project is', 'projects are')} announced with ${word}, whose chance is not given`, `${value}, ${source}`, `${word} ${value}`)]
  })
}

function isOpen(project: DeliveryProject): boolean {
  return project.reached?.milestone === 'opened'
}

function assumptionOf(what: string, option: string, projects: number, message: string, assumed: string, value: number | string): Issue {
  return { code: 'delivery-assumed', severity: 'assumption', where: { table: 'projects', option }, message, assumed, amounts: { what, projects, value } }
}
