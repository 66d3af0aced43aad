// Sections that are lists to act on: changes of the week, what is overdue, agreements, schools out of step with their housing.

import type { Tracking } from '../track/track-ledger.js'
import type { Section } from './report.js'
import { section } from './section.js'
import { column } from './tracking-sections.js'
import { agreementStatusNames, changeNames, milestoneNames, synchronyStatusNames, synchronyStepNames } from './tracking-words.js'

export function changeSection(tracking: Tracking): Section | undefined {
  const { changes } = tracking
  if (changes === undefined) return undefined
  const name = milestoneNames(tracking)
  return section('changes', `Changes, ${changes.from} to ${changes.to}`, `变化：${changes.from}至${changes.to}`, [
    {
      id: 'changes',
      caption: { en: 'What costs places this September first', zh: '影响今年9月学位的在前' },
      columns: [
        column('change', 'Change', '变化'),
        column('name', 'Project', '项目'),
        column('unit', 'Unit', '街道'),
        column('department', 'Department', '责任部门'),
        column('milestone', 'Milestone', '节点'),
        column('before', 'Was', '原定'),
        column('after', 'Is', '现定'),
        column('days', 'Days', '天数', 'signed'),
        column('reason', 'Why', '原因'),
        column('places', 'Places', '学位', 'count'),
        column('septemberLost', `Lost in ${changes.september}`, `${changes.september}年减少`, 'count'),
      ],
      rows: changes.rows.map(({ change, project: id, name: project, unit, department, milestone, before, after, days, reason, places, septemberLost }) => ({
        change: changeNames[change],
        name: project,
        unit,
        department,
        milestone: name(milestone, id),
        before,
        after,
        days,
        reason,
        places,
        septemberLost: septemberLost === 0 ? undefined : septemberLost,
      })),
    },
    {
      id: 'blockers',
      caption: { en: 'What holds work up, by department', zh: '堵点（按部门）' },
      columns: [
        column('department', 'Department', '部门'),
        column('blockers', 'Blockers', '堵点', 'count'),
        column('upTo30', 'To 30 days', '30天内', 'count'),
        column('upTo90', 'To 90 days', '31—90天', 'count'),
        column('longer', 'Longer', '90天以上', 'count'),
        column('longestDays', 'Longest', '最长天数', 'count'),
      ],
      rows: changes.ageing.map((row) => ({ ...row })),
    },
  ])
}

export function overdueSection(tracking: Tracking): Section {
  const name = milestoneNames(tracking)
  return section('overdue', 'Overdue', '督办', [
    {
      id: 'overdue',
      caption: { en: 'First overdue milestone of each project', zh: '各项目最先逾期的节点' },
      columns: [
        column('name', 'Project', '项目'),
        column('unit', 'Unit', '街道'),
        column('department', 'Department', '责任部门'),
        column('milestone', 'Milestone', '节点'),
        column('due', 'Due', '应完成'),
        column('daysOverdue', 'Days', '逾期天数', 'count'),
        column('revisions', 'Put off before', '已调整次数', 'count'),
        column('places', 'Places', '学位', 'count'),
        column('blockedBy', 'Held up by', '受阻于'),
      ],
      rows: tracking.overdue.map((row) => ({
        name: row.name,
        unit: row.unit,
        department: row.department,
        milestone: name(row.milestone, row.project),
        due: row.due,
        daysOverdue: row.daysOverdue,
        revisions: row.revisions,
        places: row.places,
        blockedBy: row.blockers.length === 0 ? undefined : row.blockers.map((each) => `${each.department}（${each.what}）`).join('、'),
      })),
    },
  ])
}

export function agreementSection({ agreements }: Tracking): Section {
  return section('agreements', 'Agreements of developers', '履约监管协议', [
    {
      id: 'agreements',
      caption: { en: 'Obligations overdue and due', zh: '逾期与即将到期的义务' },
      columns: [
        column('agreement', 'Agreement', '协议'),
        column('developer', 'Developer', '开发商'),
        column('obligation', 'Obligation', '义务'),
        column('project', 'Project', '项目'),
        column('due', 'Due', '到期'),
        column('status', 'Status', '状态'),
        column('days', 'Days', '天数', 'signed'),
        column('placesAtRisk', 'Places at risk', '有风险学位', 'count'),
      ],
      rows: agreements.items.filter((each) => each.status === 'overdue' || each.status === 'due').map((row) => ({ ...row, status: agreementStatusNames[row.status] })),
    },
  ])
}

export function synchronySection({ synchrony }: Tracking): Section {
  return section('synchrony', 'School and housing in step', '四同步', [
    {
      id: 'synchrony',
      caption: { en: 'Steps that lag behind the housing, or will', zh: '滞后或预计滞后于住宅的环节' },
      columns: [
        column('estate', 'Estate', '小区'),
        column('phase', 'Phase', '期'),
        column('name', 'School', '配套学校'),
        column('step', 'Step', '环节'),
        column('housing', 'Housing', '住宅'),
        column('school', 'School by', '学校'),
        column('lag', 'Days behind', '滞后天数', 'signed'),
        column('status', 'Status', '状态'),
      ],
      rows: synchrony
        .filter((each) => each.status !== 'in-step')
        .map((row) => ({ estate: row.estate, phase: row.phase, name: row.name, step: synchronyStepNames[row.step], housing: row.housing, school: row.school, lag: row.lag, status: synchronyStatusNames[row.status] })),
    },
  ])
}
