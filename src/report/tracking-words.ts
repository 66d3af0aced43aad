// The words of a tracking report in Chinese and English: changes, statuses, milestones.

import type { ChangeKind } from '../track/changes.js'
import type { AgreementItem } from '../track/agreements.js'
import type { SynchronyItem } from '../track/synchrony.js'
import type { TargetResult } from '../track/targets.js'
import type { PlanRollUp } from '../track/roll-up.js'
import type { Tracking } from '../track/track-ledger.js'
import type { Text } from '../standards/types.js'

export const changeNames: Readonly<Record<ChangeKind, Text>> = {
  hit: { en: 'done', zh: '完成' },
  missed: { en: 'missed', zh: '到期未完成' },
  slipped: { en: 'put off', zh: '推迟' },
  'moved-forward': { en: 'brought forward', zh: '提前' },
  planned: { en: 'planned', zh: '新列计划' },
  withdrawn: { en: 'taken back', zh: '撤回完成' },
  added: { en: 'added', zh: '新增项目' },
  dropped: { en: 'taken off', zh: '移出台账' },
  resized: { en: 'places changed', zh: '学位数调整' },
  blocked: { en: 'held up', zh: '受阻' },
  cleared: { en: 'cleared', zh: '堵点解决' },
}

export const targetStatusNames: Readonly<Record<TargetResult['status'], Text>> = {
  met: { en: 'met', zh: '已完成' },
  open: { en: 'open', zh: '进行中' },
  missed: { en: 'missed', zh: '未完成' },
}

export const agreementStatusNames: Readonly<Record<AgreementItem['status'], Text>> = {
  met: { en: 'met', zh: '已履行' },
  'met-late': { en: 'met late', zh: '逾期履行' },
  overdue: { en: 'overdue', zh: '逾期' },
  due: { en: 'due soon', zh: '即将到期' },
  open: { en: 'open', zh: '未到期' },
}

export const synchronyStatusNames: Readonly<Record<SynchronyItem['status'], Text>> = {
  'in-step': { en: 'in step', zh: '同步' },
  lagging: { en: 'lagging', zh: '滞后' },
  expected: { en: 'will lag as planned', zh: '预计滞后' },
  unplanned: { en: 'no date', zh: '未定' },
}

export const synchronyStepNames: Readonly<Record<SynchronyItem['step'], Text>> = {
  plan: { en: 'planning', zh: '同步规划' },
  build: { en: 'building', zh: '同步建设' },
  accept: { en: 'acceptance', zh: '同步验收' },
  'hand-over': { en: 'hand-over', zh: '同步交付' },
}

export const verdictNames: Readonly<Record<PlanRollUp['verdict'], Text>> = {
  met: { en: 'reached', zh: '已完成' },
  enough: { en: 'the recent pace suffices', zh: '按近期进度可完成' },
  short: { en: 'the recent pace does not suffice', zh: '按近期进度不能完成' },
  missed: { en: 'missed', zh: '未完成' },
  unknown: { en: 'no results yet', zh: '尚无结果' },
}

/** The name of a milestone on the ladder of a project, or on the first ladder that has it; its id where none does. */
export function milestoneNames({ state }: Tracking): (milestone: string | undefined, project?: string) => Text | undefined {
  const ladderOf = new Map(state.projects.map((each) => [each.project, each.ladder]))
  return (milestone, project) => {
    if (milestone === undefined) return undefined
    const own = state.ledger.ladders.filter((ladder) => ladder.id === ladderOf.get(project ?? ''))
    return [...own, ...state.ledger.ladders].flatMap((ladder) => ladder.milestones).find((each) => each.id === milestone)?.name ?? { en: milestone, zh: milestone }
  }
}
