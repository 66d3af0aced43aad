// What an issue says, in Chinese and English. The English is the library's own wording; the Chinese is told from the same numbers.

import { describeWhere } from '../core/issue.js'
import type { Issue, IssueCode } from '../core/issue.js'
import type { Text } from '../standards/types.js'
import { gradeName, withCommas } from './labels.js'

/** What kind of thing an issue is, for the table of assumptions. */
export const issueNames: Readonly<Record<IssueCode, Text>> = {
  'unknown-column': { en: 'Unknown column', zh: '未知列' },
  'missing-value': { en: 'Missing value', zh: '缺值' },
  'wrong-type': { en: 'Wrong type', zh: '类型错误' },
  'not-allowed': { en: 'Not allowed', zh: '取值不允许' },
  'duplicate-row': { en: 'Duplicate row', zh: '重复行' },
  'unknown-area': { en: 'Unknown area', zh: '未知区域' },
  'unknown-grade': { en: 'Unknown grade', zh: '未知年级' },
  'unknown-parent': { en: 'Unknown parent', zh: '未知上级区域' },
  'parent-cycle': { en: 'Circle of parents', zh: '上级区域成环' },
  'incomplete-row': { en: 'Incomplete row', zh: '信息不全' },
  'opening-before-start': { en: 'Opening before start', zh: '开办早于开工' },
  'unknown-fact': { en: 'Unknown fact', zh: '未知数据来源' },
  'facts-disagree': { en: 'Sources disagree', zh: '来源互相矛盾' },
  'given-assumption': { en: 'Assumption given', zh: '给定假设' },
  'gap-in-years': { en: 'Year missing', zh: '缺年份' },
  'stage-left-out': { en: 'Stage left out', zh: '学段未纳入' },
  'after-origin': { en: 'After the base year', zh: '晚于基年，未用' },
  'ratio-from-parent': { en: 'Ratio borrowed', zh: '升级率借用上级' },
  'ratio-assumed': { en: 'Ratio assumed', zh: '升级率假设' },
  'ratio-guarded': { en: 'Not taken at face value', zh: '异常比率处理' },
  'outlier-year': { en: 'Outlier year', zh: '异常年份' },
  'base-reconstructed': { en: 'Base year reconstructed', zh: '基年学生数推算' },
  'base-carried': { en: 'Base year carried up', zh: '基年学生数顺推' },
  'base-total-fitted': { en: 'Fitted to a total', zh: '按总数校准' },
  'births-from-parent': { en: 'Births of the area above', zh: '采用上级区域出生数' },
  'births-extended': { en: 'Births not yet known', zh: '未知出生数假设' },
  'entry-held': { en: 'Entrants held', zh: '新生数保持不变' },
  'entry-level': { en: 'Own level', zh: '按自身水平推算' },
  'entry-share': { en: 'Entrants by share', zh: '新生按份额推算' },
  'entry-given': { en: 'Entrants given', zh: '给定新生数' },
  'entry-nowcast': { en: 'Entrants nowcast', zh: '新生数即时推算' },
  'source-missing': { en: 'Source without a value', zh: '数据源缺值' },
  'shares-held': { en: 'Shares held', zh: '占比保持不变' },
  'shares-path': { en: 'Shares on a path', zh: '占比按路径' },
  'shares-from-parent': { en: 'Shares of the area above', zh: '占比借用上级区域' },
  'priority-unplaced': { en: 'Priority group without places', zh: '优先类别学位不足' },
  'spread-assumed': { en: 'Spread assumed', zh: '不确定性假设' },
  'scenario-applied': { en: 'Scenario change', zh: '情景调整' },
  'moved-before': { en: 'Moved before this change', zh: '调整前已转移学生' },
  'quota-cut': { en: 'Quota cut', zh: '民办招生计划压减' },
  'yield-missing': { en: 'No yield given', zh: '缺少每百户学位指标' },
  'usual-dwellings': { en: 'Usual completions assumed', zh: '常年竣工套数假设' },
  'dwellings-blank': { en: 'Dwellings of a year not given', zh: '缺该年住房竣工数' },
  'dwellings-left-out': { en: 'Dwellings of an area not projected', zh: '住房所在区域未纳入预测' },
  'housing-assumed': { en: 'Housing share assumed', zh: '新建住房份额假设' },
  'flow-at-home': { en: 'Stay in their area', zh: '就近就读假设' },
  'flow-not-observed': { en: 'Flow not observed', zh: '流向未统计' },
  'flow-unused': { en: 'Flow not used', zh: '流向未使用' },
  'totals-disagree': { en: 'Totals disagree', zh: '合计互相矛盾' },
  'total-unreachable': { en: 'Total cannot be reached', zh: '合计无法达到' },
  'shares-not-one': { en: 'Shares do not add up', zh: '份额之和不为一' },
  'unknown-project': { en: 'Unknown project', zh: '未知项目' },
  'precedence-circle': { en: 'Projects wait for each other', zh: '项目先后关系成环' },
  'exceeds-limits': { en: 'Beyond the limits by itself', zh: '单个项目超出限额' },
  'places-unknown': { en: 'Places unknown', zh: '学位数未知' },
  'places-assumed': { en: 'Places assumed', zh: '学位数假设' },
  'already-in-stock': { en: 'Already counted', zh: '已含在现有学位' },
  'take-back-capped': { en: 'Limited to what is there', zh: '以现有学位为限' },
  'phase-in-assumed': { en: 'Filling assumed', zh: '逐年级开放假设' },
  'solver-missing': { en: 'No solver', zh: '未安装求解器' },
  'solver-failed': { en: 'Solver gave up', zh: '求解器未完成' },
  'project-left-out': { en: 'Project left out', zh: '项目未纳入' },
}

const stageNames: Readonly<Record<string, string>> = { kindergarten: '幼儿园', primary: '小学', junior: '初中', senior: '普通高中', secondary: '中学' }

type Tell = (amounts: Readonly<Record<string, number | string>>) => { readonly found: string; readonly assumed: string }

/** Grades in Chinese: `P2, P3` → `小学二年级、小学三年级`. */
function grades(list: number | string | undefined): string {
  return String(list ?? '')
    .split(', ')
    .map((grade) => gradeName(grade).zh)
    .join('、')
}

const number = (value: number | string | undefined): string => (typeof value === 'number' ? (Number.isInteger(value) ? withCommas(value) : String(Number(value.toFixed(4)))) : (value ?? ''))

const guardWords: Readonly<Record<string, string>> = { opening: '年级开设', closing: '年级停办', 'not-a-ratio': '人数远超低一年级', spike: '单年突变' }

// One sentence a code; codes that are faults never reach a report.
const chinese: Partial<Readonly<Record<IssueCode, Tell>>> = {
  'facts-disagree': (a) => ({ found: `${a.measure}：${a.used} 为 ${number(a.value)}，${a.other} 为 ${number(a.otherValue)}`, assumed: `采用 ${a.used}` }),
  'given-assumption': (a) => ({ found: '按给定假设', assumed: number(a.value) }),
  'gap-in-years': (a) => ({ found: `缺 ${a.year} 年数据`, assumed: '只用相邻年份' }),
  'stage-left-out': () => ({ found: '无学生数，也无假设', assumed: '该学段不纳入预测' }),
  'after-origin': () => ({ found: '基年之后的数据', assumed: '不使用' }),
  'ratio-from-parent': (a) => ({ found: '本区域无连续两年数据', assumed: `借用升级率 ${number(a.value)}` }),
  'ratio-assumed': (a) => ({ found: '无连续两年数据，无法计算升级率', assumed: a.value === 1 ? '1：与上年低一年级人数相同' : `${number(a.value)}：两学段参与率之比` }),
  'ratio-guarded': (a) => ({ found: `${guardWords[String(a.reason)] ?? ''}：${a.list}`, assumed: a.reason === 'opening' ? '明年按区域升级率开设' : a.reason === 'spike' ? '降低权重' : '不作为升级率' }),
  'outlier-year': (a) => ({ found: `${a.year} 年有 ${a.areas}/${a.all} 个区域比率异常`, assumed: '降低权重' }),
  'base-reconstructed': (a) => ({ found: `${grades(a.grades)}人数未公布`, assumed: `按上级区域出生队列份额插值推算，共 ${number(a.pupils)} 人` }),
  'base-carried': (a) => ({ found: `${grades(a.grades)}基年未统计`, assumed: '由最近一次统计按升级率顺推（三年内无统计则按无学生处理）' }),
  'base-total-fitted': (a) => ({ found: `学段总数 ${number(a.total)}，插值合计 ${number(a.before)}`, assumed: '未公布的年级按与已知队列的距离调整，使合计等于总数' }),
  'births-from-parent': (a) => ({ found: '无本区域出生数', assumed: `按占 ${a.parent} 出生队列的份额` }),
  'births-extended': (a) => ({ found: `${a.from}—${a.to} 年出生数未知`, assumed: `按每年 ${number(a.births)}` }),
  'entry-held': (a) => ({ found: '无出生数', assumed: `新生数保持 ${number(a.entrants)}` }),
  'entry-level': (a) => ({ found: '无出生数或低一年级无学生', assumed: a.first === a.last ? `保持自身水平 ${number(a.first)}` : `按自身水平与衰减趋势，由 ${number(a.first)} 到 ${number(a.last)}` }),
  'entry-share': (a) => ({ found: '起始年级无统计', assumed: `按推算的基年所占出生队列份额 ${(Number(a.share) * 100).toFixed(3)} %` }),
  'entry-given': (a) => ({ found: `${a.years} 年新生数为给定值`, assumed: '直接采用' }),
  'entry-nowcast': (a) => ({ found: `${a.year}年新生有多个早期来源：${a.sources}`, assumed: `按历史误差加权，${number(a.estimate)} 人` }),
  'source-missing': (a) => ({ found: `${a.year}年缺少来源：${a.sources ?? ''}`, assumed: '由其余来源分担权重' }),
  'shares-held': (a) => ({ found: `占比已知至${a.latest}年`, assumed: '保持不变' }),
  'shares-path': (a) => ({ found: `占比已知至${a.latest}年`, assumed: '按给定或趋势路径' }),
  'shares-from-parent': (a) => ({ found: '本区域无占比数据', assumed: `采用${a.parent}的占比` }),
  'spread-assumed': (a) => ({ found: `可供检验的历史预测误差仅 ${a.errors} 个`, assumed: '主要采用公开统计中常见的误差水平；可能性不含其他假设的不确定性' }),
  'scenario-applied': (a) => ({ found: `情景“${a.scenario}”（${a.change}）`, assumed: String(a.value) }),
  'moved-before': (a) => ({ found: `情景“${a.scenario}”的后续调整`, assumed: '转移人数按调整前计算' }),
  'quota-cut': (a) => ({ found: `${a.scenario}：民办招生计划压减`, assumed: `期末减少学位 ${number(a.places)} 个` }),
  'yield-missing': (a) => ({ found: `${a.grades}缺每百户学生数`, assumed: '该处不增加学生' }),
  'usual-dwellings': (a) => ({ found: '未给出常年竣工套数', assumed: `按基年前平均每年 ${number(a.usual)} 套，已含在历史升级率中` }),
  'dwellings-blank': (a) => ({ found: `${a.years} 年无住房竣工数`, assumed: `按常年 ${number(a.usual)} 套` }),
  'dwellings-left-out': () => ({ found: '该区域未纳入预测', assumed: '其住房不计' }),
  'housing-assumed': (a) => ({ found: '新建住房学生的份额未给出', assumed: number(a.value) }),
  'flow-at-home': () => ({ found: '学生就读流向未知', assumed: '在本区域就读' }),
  'flow-not-observed': (a) => ({ found: `${a.flows} 条流向未统计`, assumed: '按全部区域的流向份额' }),
  'flow-unused': () => ({ found: '流向与所预测学段不符', assumed: '不使用' }),
  'totals-disagree': (a) => ({ found: `${a.failed} 次模拟中各合计互相矛盾`, assumed: '以最后给出的合计为准' }),
  'places-unknown': (a) => ({ found: `学位数未给出${a.projects === 0 ? '' : `，仅有 ${a.projects} 个项目`}`, assumed: '该学段不纳入供需平衡' }),
  'places-assumed': (a) => ({ found: '学位数未给出', assumed: `基年学生占学位 ${Math.round(Number(a.utilisation) * 100)} %` }),
  'already-in-stock': () => ({ found: '在现有学位统计年份前已开办的项目', assumed: '已含在现有学位中，不重复计算' }),
  'take-back-capped': (a) => ({ found: `超出现有学位 ${number(a.refused)} 个`, assumed: '以现有学位为限' }),
  'solver-missing': () => ({ found: '未安装求解器 highs', assumed: '由启发式搜索给出方案，无最优性证明' }),
  'solver-failed': () => ({ found: '求解器未能完成', assumed: '采用搜索所得的最好方案' }),
  'project-left-out': (a) => ({ found: `${a.project}：任何一年开工都超出资金或在建限额`, assumed: '不纳入方案' }),
  'phase-in-assumed': (a) => ({ found: `${a.projects} 所新建学校未说明开放进度`, assumed: '自最低年级起每年开放一个年级' }),
}

/** The Chinese place of an issue: area, stage, grade, year. */
function chineseWhere(issue: Issue, areaName: (area: string) => Text): string {
  const { area, stage, grade, year, project, table } = issue.where
  const parts = [
    area === undefined ? '' : areaName(area).zh,
    project ?? '',
    stage === undefined ? '' : stage.split('+').map((each) => stageNames[each] ?? each).join('、'),
    grade === undefined ? '' : gradeName(grade).zh,
    year === undefined ? '' : `${year}年`,
  ].filter((part) => part !== '')
  return parts.length === 0 ? (table ?? '') : parts.join(' ')
}

export interface IssueText {
  readonly kind: Text
  readonly where: Text
  readonly message: Text
  readonly assumed: Text | undefined
}

/** An issue in both languages: its kind, its place, what was found and what was assumed. */
export function issueText(issue: Issue, areaName: (area: string) => Text = (area) => ({ en: area, zh: area })): IssueText {
  const amounts = issue.amounts ?? {}
  const told = chinese[issue.code]?.(typeof amounts.parent === 'string' ? { ...amounts, parent: areaName(amounts.parent).zh } : amounts)
  return {
    kind: issueNames[issue.code],
    where: { en: describeWhere(issue.where), zh: chineseWhere(issue, areaName) },
    message: { en: issue.message, zh: told?.found ?? issue.message },
    assumed: issue.assumed === undefined ? undefined : { en: issue.assumed, zh: told?.assumed ?? issue.assumed },
  }
}
