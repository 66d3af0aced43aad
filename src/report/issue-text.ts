// What an issue says, in Chinese and English. The English is the library's own wording; the Chinese is told from the same numbers.

import { describeWhere } from '../core/describe-issue.js'
import { requireObject } from '../core/error.js'
import type { Issue, IssueCode } from '../core/issue.js'
import { withCommas } from '../core/words.js'
import type { Text } from '../standards/types.js'
import { issueName } from './issue-names.js'
import { gradeName } from './labels.js'

const stageNames: Readonly<Record<string, string>> = { kindergarten: '幼儿园', primary: '小学', junior: '初中', senior: '普通高中', secondary: '中学' }

type Tell = (amounts: Readonly<Record<string, number | string>>) => { readonly found: string; readonly assumed: string }

/** Grades in Chinese: `P2, P3` → `小学二年级、小学三年级`. */
function grades(list: number | string | undefined): string {
  return String(list ?? '')
    .split(', ')
    .map((grade) => gradeName(grade).zh)
    .join('、')
}

const number = (value: number | string | undefined): string => (typeof value === 'number' ? withCommas(Number(value.toFixed(4))) : (value ?? ''))

const guardWords: Readonly<Record<string, string>> = { opening: '年级开设', closing: '年级停办', 'not-a-ratio': '人数远超低一年级', spike: '单年突变' }

const deliveryWords: Readonly<Record<string, Tell>> = {
  durations: (a) => ({ found: `${number(a.projects)} 个项目未给出各环节工期`, assumed: '采用该建设模式的一般工期' }),
  mode: (a) => ({ found: `${number(a.projects)} 个项目未说明建设模式`, assumed: modeNames[String(a.value)] ?? String(a.value) }),
  delay: (a) => ({ found: `${number(a.projects)} 个项目未给出延误分布，也无已完成节点`, assumed: '按计划开办' }),
  due: (a) => ({ found: `${number(a.projects)} 个项目无计划完工日期`, assumed: '计划开办学年的前一日' }),
  certainty: (a) => ({ found: `${number(a.projects)} 个项目未说明把握程度`, assumed: '视为确定' }),
  asOf: (a) => ({ found: '未给出项目进展的统计日', assumed: `按 ${a.value} 掌握的情况` }),
  word: (a) => ({ found: `${number(a.projects)} 个项目的用语未给出可能性`, assumed: `${a.value}（本库约定）` }),
}

const modeNames: Readonly<Record<string, string>> = { traditional: '传统建设', prefabricated: '装配式', 'agent-built': '全过程代建' }

const delayReasons: Readonly<Record<string, string>> = {
  'after-as-of': '开始于统计日之后',
  duplicate: '与另一条完全相同',
  'no-duration': '计划工期不足一日，无法计算比值',
  'no-begin': '无开始日期，无法计算比值',
  repeated: '同一项目同一环节有多条',
  'end-before-begin': '实际完工早于开始',
  'planned-before-begin': '计划完工早于实际开始',
  'ended-before-followed': '纳入统计前已完工',
  'censored-at-begin': '至统计日尚无观察时长',
}

// One sentence a code; codes that are faults never reach a report.
const chinese: Partial<Readonly<Record<IssueCode, Tell>>> = {
  'facts-disagree': (a) => ({ found: `${a.measure}：${a.used} 为 ${number(a.value)}，${a.other} 为 ${number(a.otherValue)}`, assumed: `采用 ${a.used}` }),
  'default-applied': (a) => ({ found: `未给定，采用已公布值（${a.source}，证据等级 ${a.evidence}）`, assumed: number(a.value) }),
  'given-assumption': (a) => ({ found: '按给定假设', assumed: number(a.value) }),
  'gap-in-years': (a) => ({ found: `缺 ${a.year} 年数据`, assumed: '只用相邻年份' }),
  'stage-left-out': () => ({ found: '无学生数，也无假设', assumed: '该学段不纳入预测' }),
  'after-origin': () => ({ found: '基年之后的数据', assumed: '不使用' }),
  'ratio-from-parent': (a) => ({ found: '本区域无连续两年数据', assumed: `借用升级率 ${number(a.value)}` }),
  'ratio-assumed': (a) => ({ found: '无连续两年数据，无法计算升级率', assumed: a.value === 1 ? '1：与上年低一年级人数相同' : `${number(a.value)}：两学段参与率之比` }),
  'ratio-guarded': (a) => ({ found: `${guardWords[String(a.reason)] ?? ''}：${a.list}`, assumed: a.reason === 'opening' ? '明年按区域升级率开设' : a.reason === 'spike' ? '降低权重' : '不作为升级率' }),
  'outlier-year': (a) => ({ found: `${a.year} 年有 ${number(a.areas)}/${number(a.all)} 个区域比率异常`, assumed: '降低权重' }),
  'base-reconstructed': (a) => ({ found: `${grades(a.grades)}人数未公布`, assumed: `按上级区域出生队列${a.how === 'spread' ? '比例' : '份额插值'}推算，共 ${number(a.pupils)} 人` }),
  'base-carried': (a) => ({ found: `${grades(a.grades)}基年未统计`, assumed: '由最近一次统计按升级率顺推（三年内无统计则按无学生处理）' }),
  'base-total-fitted': (a) => ({
    found: a.before === undefined ? `仅公布学段总数 ${number(a.total)}，各年级人数均未公布` : `学段总数 ${number(a.total)}，插值合计 ${number(a.before)}`,
    assumed: a.how === 'spread' ? '按出生队列与入学率分摊总数' : a.how === 'scaled' ? '未公布的年级同比例调整，使合计等于总数' : '未公布的年级按与已知队列的距离调整，使合计等于总数',
  }),
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
  'places-not-counted': (a) => ({ found: `只计${a.sectors}学位${a.left === '' ? '' : `，不计${a.left}`}`, assumed: '其余学位不计入' }),
  'catchment-apart': (a) => ({ found: `${number(a.cells)} 个地块（${number(a.pupils)} 人）与所属学区不相连`, assumed: '相邻学区无空余学位，维持原划分' }),
  'indicator-undefined': (a) => ({ found: `${number(a.all)} 个单元中有 ${number(a.cells)} 个无法计算`, assumed: '这些单元不参与任何规则' }),
  'spread-assumed': (a) => ({ found: `可供检验的历史预测误差仅 ${number(a.errors)} 个`, assumed: '主要采用公开统计中常见的误差水平；可能性不含其他假设的不确定性' }),
  'last-year-unusual': (a) => ({
    found: a.shared === 1 || a.areas === 1 ? `${a.shared === 1 ? '各区域合计' : '人数'}偏离上年预测为通常的 ${a.times} 倍` : `${number(a.areas)} 个区域的人数偏离上年预测为通常的 ${a.from} 倍以上：${a.list}${Number(a.others) > 0 ? '等' : ''}`,
    assumed: `${a.shared === 1 ? '共有' : '自身'}波动为不计该年时的 ${a.wider} 倍`,
  }),
  'housing-spread-assumed': (a) => ({ found: `${number(a.rows)} 行新建住房无历史交付记录`, assumed: `按期交付 ${Math.round(Number(a.onTime) * 100)} %，平均延后 ${Number(Number(a.late).toFixed(2))} 年，每户学生数上下约 ${Math.round(Number(a.yield) * 100)} %` }),
  'participation-spread-assumed': (a) => ({ found: `${number(a.rates)} 个入学或升学比率依据假设而非统计`, assumed: `水平误差 ${Number((Number(a.level) * 100).toFixed(1))} %，每年再加 ${Number((Number(a.drift) * 100).toFixed(1))} %` }),
  'share-spread-assumed': (a) => ({ found: `${number(a.stages)} 个区域学段无占比变动记录`, assumed: `对数优势的水平误差 ${a.level}，每年再加 ${a.drift}` }),
  'scenario-applied': (a) => ({ found: `情景“${a.scenario}”（${a.change}）`, assumed: String(a.value) }),
  'moved-before': (a) => ({ found: `情景“${a.scenario}”的后续调整`, assumed: '转移人数按调整前计算' }),
  'quota-cut': (a) => ({ found: `${a.scenario}：民办招生计划压减`, assumed: `期末减少学位 ${number(a.places)} 个` }),
  'yield-missing': (a) => ({ found: `${a.grades}缺每百户学生数`, assumed: '该处不增加学生' }),
  'usual-dwellings': (a) => ({ found: '未给出常年竣工套数', assumed: `按基年前平均每年 ${number(a.usual)} 套，已含在历史升级率中` }),
  'dwellings-blank': (a) => ({ found: `${a.years} 年无住房竣工数`, assumed: `按常年 ${number(a.usual)} 套` }),
  'dwellings-left-out': () => ({ found: '该区域未纳入预测', assumed: '其住房不计' }),
  'housing-assumed': (a) => ({ found: '新建住房学生的份额未给出', assumed: number(a.value) }),
  'flow-at-home': () => ({ found: '学生就读流向未知', assumed: '在本区域就读' }),
  'flow-not-observed': (a) => ({ found: `${number(a.flows)} 条流向未统计`, assumed: '按全部区域的流向份额' }),
  'flow-unused': () => ({ found: '流向与所预测学段不符', assumed: '不使用' }),
  'totals-disagree': (a) => ({ found: `${number(a.failed)} 次模拟中各合计互相矛盾`, assumed: '以最后给出的合计为准' }),
  'places-unknown': (a) => ({ found: `学位数未给出${a.projects === 0 ? '' : `，仅有 ${number(a.projects)} 个项目`}`, assumed: '该学段不纳入供需平衡' }),
  'places-assumed': (a) => ({ found: '学位数未给出', assumed: `基年学生占学位 ${Math.round(Number(a.utilisation) * 100)} %` }),
  'already-in-stock': (a) => ({ found: `在现有学位统计年份前已开办：${String(a.projects).split(', ').join('、')}`, assumed: '已含在现有学位中，不重复计算' }),
  'take-back-capped': (a) => ({ found: `超出现有学位 ${number(a.refused)} 个`, assumed: '以现有学位为限' }),
  'margin-kept': (a) => ({ found: '部分学位预留不用', assumed: `${Math.round(Number(a.share) * 1000) / 10} %，${a.year}年 ${number(a.places)} 个` }),
  'project-outside': (a) => ({ found: `该区域无学生与学位数据，仅有 ${number(a.projects)} 个项目`, assumed: '该区域不纳入供需平衡' }),
  'solver-missing': () => ({ found: '未安装求解器 highs', assumed: '由启发式搜索给出方案，无最优性证明' }),
  'solver-failed': () => ({ found: '求解器未能完成', assumed: '采用搜索所得的最好方案' }),
  'project-left-out': (a) => ({ found: `${a.project}：任何一年开工都超出资金或在建限额`, assumed: '不纳入方案' }),
  'duration-assumed': (a) => ({ found: `未给出${a.what === 'mode' ? '建设模式' : a.what === 'parallel' ? '家具设备采购与教师招聘工期' : `模式 ${a.mode} 的工期`}`, assumed: String(a.assumedZh ?? '采用通常值') }),
  'remainder-given': (a) => ({ found: `总数 ${number(a.total)} 个学位中有 ${a.rest} 个不足一班（${a.classSize} 人）`, assumed: `计入${a.unit}` }),
  'lead-derived': (a) => ({ found: '未给出各建设方式须提前的年数', assumed: `按从立项到开办的工期推算：${a.years}` }),
  'unit-outside': (a) => ({ found: `${a.unit}没有分解任务，完成 ${number(a.done)}`, assumed: '不参加排名，不计入合计' }),
  'phase-in-assumed': (a) => ({ found: `${number(a.projects)} 所新建学校未说明开放进度`, assumed: '自最低年级起每年开放一个年级' }),
  'delivery-assumed': (a) => (deliveryWords[String(a.what)] ?? (() => ({ found: '', assumed: '' })))(a),
  'opening-overdue': (a) => ({ found: `${number(a.projects)} 个项目原定 ${a.year} 年前开办，尚无开办记录：${a.names}`, assumed: `视为尚未开办，最早 ${a.year} 年开办` }),
  'delay-rows-left-out': (a) => ({ found: `${number(a.rows)} 条工期记录：${delayReasons[String(a.reason)] ?? a.reason}`, assumed: '不采用' }),
  'delay-rows-odd': (a) => ({ found: `${number(a.rows)} 条工期记录：${delayReasons[String(a.reason)] ?? a.reason}`, assumed: '照原记录采用' }),
  'delays-pooled': (a) => ({ found: `${a.group} 仅 ${number(a.finished)} 条完工记录`, assumed: `与全部记录合并估计，相当于增加 ${a.weight} 条` }),
  'delays-selected': (a) => ({ found: `${a.share} % 的记录尚未完工`, assumed: '按删失数据处理；若已完工项目被移出名单，延误会被高估' }),
  'milestone-implied': (a) => ({ found: `${a.milestones}无完成日期，而${a.reached}已完成`, assumed: '视为已完成' }),
  'plan-overtaken': (a) => ({ found: `${a.earlier}计划${a.earlierDate}，晚于其后的${a.later}（${a.laterDate}）`, assumed: '后续节点不早于此日' }),
  'targets-disagree': (a) => ({ found: `${a.indicator}：${a.target}为 ${number(a.value)}，${a.other}为 ${number(a.otherValue)}`, assumed: '分别列出' }),
  'slips-assumed': (a) => ({ found: `台账中可供统计的延期仅 ${number(a.slips)} 条`, assumed: `并入公开统计：按期${Math.round(Number(a.onTime) * 100)}%，其余平均延期${number(a.meanDelay)}天，权重${number(a.weight)}条` }),
  'chance-unknown': (a) => ({ found: `${number(a.projects)}个项目既无计划日期，也无同类工期`, assumed: '不计入按期可能' }),
}

// What a check of figures found: nothing is assumed there.
const findings: Partial<Readonly<Record<IssueCode, (amounts: Readonly<Record<string, number | string>>) => string>>> = {
  'sum-disagrees': (a) => `所述合计 ${number(a.stated)}，分项之和 ${number(a.computed)}`,
  'counted-twice': (a) => `${a.part} 已含在 ${a.whole} 中，相加即重复计算`,
  'rate-disagrees': (a) => `所述比率 ${number(a.stated)}，由 ${number(a.numerator)} ÷ ${number(a.denominator)} 得 ${number(a.computed)}`,
  'product-disagrees': (a) => `所述 ${number(a.stated)}，乘积为 ${number(a.computed)}`,
  'growth-disagrees': (a) => `所述 ${number(a.stated)}，按增幅应为 ${number(a.computed)}`,
  'denominators-differ': (a) => `各比率推出的分母不同：${number(a.denominator1)}、${number(a.denominator2)}`,
  'denominator-missing': (a) => `未说明分母，推算为 ${number(a.denominator)}`,
  'not-nested': (a) => `${a.facts}：后者应包含于前者，但数值更大`,
  'not-whole': (a) => `${number(a.total)} 按每 ${number(a.each)} 计为 ${number(a.units)}，不是整数`,
  'beyond-limit': (a) => `${number(a.value)}，标准为${a.atLeast === undefined ? `不超过 ${number(a.atMost)}` : `不低于 ${number(a.atLeast)}`}`,
  'several-targets': (a) => `所述推出不同目标：${number(a.target1)}${a.period1 === undefined ? '' : `（${a.period1}）`}、${number(a.target2)}${a.period2 === undefined ? '' : `（${a.period2}）`}`,
  'covers-differ': (a) => `分子统计 ${a.numeratorCovers}，分母统计 ${a.denominatorCovers}，相除无意义`,
  'category-differs': (a) => `按 ${a.category} 统计，但还包含 ${a.outside}`,
  'not-comparable': (a) => `口径不同（${a.differing}），不可比较：${a.facts}`,
  'repeated-number': (a) => `${a.facts} 的数字同为 ${number(a.value)}，请核对`,
  'cannot-tell': (a) => `依现有数据无法判断${a.facts === undefined ? '' : `：${a.facts}`}`,
}

/** Tables as a planner calls them; an issue about a whole table stands under its name. */
const tableNames: Readonly<Record<string, string>> = {
  areas: '区域', pupils: '学生数', totals: '合计', births: '出生数', entrants: '新生数', registrations: '登记数', dwellings: '住房', yields: '住房学生率', shares: '占比', flows: '就读流向',
  places: '学位', projects: '项目', activities: '工序', durations: '工期', delays: '工期记录', milestones: '节点', targets: '目标', parcels: '地块', points: '积分学位', assumptions: '假设',
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
  return parts.length === 0 ? (table === undefined ? '' : (tableNames[table] ?? table)) : parts.join(' ')
}

export interface IssueText {
  readonly kind: Text
  readonly where: Text
  readonly message: Text
  readonly assumed: Text | undefined
}

/** An issue in both languages: its kind, its place, what was found and what was assumed. */
export function issueText(issue: Issue, areaName: (area: string) => Text = (area) => ({ en: area, zh: area })): IssueText {
  requireObject(issue, 'issue', 'issueText', 1, ['where'])
  const amounts = issue.amounts ?? {}
  const told = chinese[issue.code]?.(typeof amounts.parent === 'string' ? { ...amounts, parent: areaName(amounts.parent).zh } : amounts)
  return {
    kind: issueName(issue.code),
    where: { en: describeWhere(issue.where.area === undefined ? issue.where : { ...issue.where, area: areaName(issue.where.area).en }), zh: chineseWhere(issue, areaName) },
    message: { en: issue.message, zh: told?.found ?? findings[issue.code]?.(amounts) ?? issue.message },
    assumed: issue.assumed === undefined ? undefined : { en: issue.assumed, zh: told?.assumed ?? issue.assumed },
  }
}
