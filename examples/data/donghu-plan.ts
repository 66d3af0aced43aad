// Donghu district, Nanchang: the ledger and the tables made of the district's report with named assumptions. The report says what is to be built and
// how far it is; pupils, class sizes, dates of milestones and most sizes are assumptions of this example.

import { addFacts, createFactBook, deliveryMilestones } from 'school-places'
import type { ClassSizeRow, ProjectRow, Reached, SchoolRoll, Tables } from 'school-places'
import type { LedgerProjectRow, LedgerState, LedgerTables, MilestoneRow } from 'school-places/track'

import { assumptionFacts } from './assumptions'
import { chinaBirthRows, chinaBirths } from './china-births'
import { donghuFacts } from './donghu'

export const donghuAssumptions = {
  pupilsPerTeacher: { value: 17, reason: 'compulsory pupils per teacher, between the posts of urban primary (19) and junior schools (13.5)' },
  utilisation: { value: 1, reason: 'compulsory places are all taken in 2021: the stock of places is not published' },
  kindergartenParticipation: { value: 0.92, reason: 'national gross enrolment in kindergarten 2024, 92.0 %' },
  kindergartenPerPrimary: { value: 0.446, reason: 'kindergarten children per primary pupil, national 2021: 48.05 and 107.80 million' },
  kindergartenUtilisation: { value: 0.95, reason: 'kindergartens are nearly full in 2021; their places are not published' },
  publicKindergartens: { value: 0.45, reason: 'public share of the kindergarten places in 2021, the three opened ones included; not published' },
  inclusiveKindergartens: { value: 0.38, reason: 'private inclusive share of the kindergarten places in 2021; not published' },
  juniorProgression: { value: 0.995, reason: 'junior entrants ÷ primary leavers, national 2023–2025, 0.995–0.996' },
  zijinPlaces: { value: 1_620, unit: 'places', reason: 'places of the Zijin campus, as Tianji: 36 classes of 45' },
  guangmingPlaces: { value: 1_620, unit: 'places', reason: 'places of the Guangming campus, as Tianji: 36 classes of 45' },
  extensionPlaces: { value: 270, unit: 'places', reason: 'places of each extension: six classes of 45' },
  xiangjiangPlaces: { value: 180, unit: 'places', reason: 'places of the Xiangjiang kindergarten, the average of the five new ones' },
  tianjiSure: { value: 0.95, reason: 'chance that Tianji comes: the plan says that it opens in autumn, which is as firm as 确保' },
  campusSure: { value: 0.8, reason: 'chance that the other campuses come: 加快推进, by this library’s convention' },
  extensionSure: { value: 0.8, reason: 'chance that an extension comes: 加快推进, by this library’s convention' },
  largeClasses: { value: 48, unit: 'classes', reason: 'classes of 56 to 65 pupils; the report says that they are to be cleared, not how many there are' },
  largeClassSize: { value: 58, unit: 'pupils', reason: 'mean size of the classes of 56 to 65' },
  veryLargeClasses: { value: 3, unit: 'classes', reason: 'classes of 66 or more' },
  veryLargeClassSize: { value: 67, unit: 'pupils', reason: 'mean size of the classes of 66 or more' },
  largestRoll: { value: 2_900, unit: 'pupils', reason: 'pupils of the largest primary school; rolls are not published' },
  secondRoll: { value: 2_250, unit: 'pupils', reason: 'pupils of the second largest primary school' },
  nineYearRoll: { value: 2_600, unit: 'pupils', reason: 'pupils of the largest nine-year school' },
} as const

export type DonghuAssumptions = Readonly<Record<keyof typeof donghuAssumptions, { readonly value: number; readonly reason: string }>>

export const asOf = '2022-01-17'
const book = createFactBook(donghuFacts)
export const donghuFigure = (id: string): number => addFacts(book, [id])

/** Three campuses at three milestones, four extensions, five new kindergartens of which three are open, and one under way. */
interface Work {
  readonly project: string
  readonly nameEn: string
  readonly kind: 'new' | 'branch' | 'extension'
  readonly stage: 'primary' | 'kindergarten'
  readonly opens: number
  readonly places: number
  readonly certainty: number
  readonly fact: string
  /** What the plan says is done by when; days before 17 January 2022 are reached. */
  readonly dates: Readonly<Record<string, string>>
}

function worksOf(assumptions: DonghuAssumptions): readonly Work[] {
  const assumed = (name: keyof DonghuAssumptions): number => assumptions[name].value
  const campus = { kind: 'branch', stage: 'primary' } as const
  const nursery = { kind: 'new', stage: 'kindergarten', places: donghuFigure('DH-01') / donghuFigure('DH-01a'), certainty: 1, fact: 'DH-01' } as const
  const opened = { land: '2020-03-31', start: '2020-10-15', accepted: '2021-07-31', opened: '2021-09-01' }
  const built = { land: '2020-06-30', start: '2021-01-15', accepted: '2021-12-20', opened: '2022-09-01' }
  return [
    { ...campus, project: '天骥校区', nameEn: 'Tianji campus', opens: 2022, places: donghuFigure('DH-06'), certainty: assumed('tianjiSure'), fact: 'DH-06', dates: { land: '2019-06-30', approval: '2020-03-31', design: '2020-09-30', start: '2021-03-01', 'topped-out': '2021-11-30', accepted: '2022-07-31', opened: '2022-09-01' } },
    { ...campus, project: '紫金校区', nameEn: 'Zijin campus', opens: 2023, places: assumed('zijinPlaces'), certainty: assumed('campusSure'), fact: 'DH-10b', dates: { land: '2020-09-30', approval: '2021-04-30', design: '2021-11-30', start: '2022-04-30', opened: '2023-09-01' } },
    { ...campus, project: '光明校区', nameEn: 'Guangming campus', opens: 2024, places: assumed('guangmingPlaces'), certainty: assumed('campusSure'), fact: 'DH-10c', dates: { land: '2021-12-15', design: '2022-12-31', opened: '2024-09-01' } },
    ...Array.from({ length: donghuFigure('DH-11a') }, (_, i): Work => ({ project: `改扩建${i + 1}`, nameEn: `extension ${i + 1}`, kind: 'extension', stage: 'primary', opens: 2023, places: assumed('extensionPlaces'), certainty: assumed('extensionSure'), fact: 'DH-11a', dates: { land: '2021-03-31', approval: '2021-09-30', design: i < 2 ? '2021-12-31' : '2022-03-31', start: '2022-06-30', opened: '2023-09-01' } })),
    ...['城北幼儿园', '贤湖村新阳光保育院', '公园村晶磊幼儿园'].map((project, i): Work => ({ ...nursery, project, nameEn: `kindergarten ${i + 1}`, opens: 2021, dates: opened })),
    ...['公办园4', '公办园5'].map((project, i): Work => ({ ...nursery, project, nameEn: `kindergarten ${i + 4}`, opens: 2022, dates: built })),
    { ...nursery, project: '香江佳苑分园', nameEn: 'Xiangjiang kindergarten', opens: 2023, places: assumed('xiangjiangPlaces'), certainty: assumed('campusSure'), fact: 'DH-12', dates: { land: '2021-06-30', design: '2021-12-31', start: '2022-05-31', opened: '2023-09-01' } },
  ]
}

/** The ledger on the day of the plan: what is dated before it was done, the rest is planned. */
export function donghuLedger(assumptions: DonghuAssumptions): LedgerTables {
  const works = worksOf(assumptions)
  return {
    projects: works.map(({ project, nameEn, kind, stage, places, fact }): LedgerProjectRow => ({ project, nameEn, nameZh: project, unit: '东湖区', area: 'donghu', kind, mode: 'traditional', places: { [stage]: places }, fact })),
    milestones: works.flatMap(({ project, dates }) =>
      Object.entries(dates).flatMap(([milestone, date]): MilestoneRow[] => [
        { project, milestone, status: 'planned', date },
        ...(date < asOf ? [{ project, milestone, status: 'actual' as const, date }] : []),
      ]),
    ),
    facts: donghuFacts,
  }
}

/** Classes by size: the large ones, and all others below 56. */
export function donghuClasses(assumptions: DonghuAssumptions): ClassSizeRow[] {
  const { largeClasses, largeClassSize, veryLargeClasses, veryLargeClassSize, pupilsPerTeacher } = assumptions
  const pupils = donghuFigure('DH-17') * pupilsPerTeacher.value
  const large = { from: 56, to: 65, classes: largeClasses.value, pupils: Math.round(largeClasses.value * largeClassSize.value) }
  const veryLarge = { from: 66, to: 80, classes: veryLargeClasses.value, pupils: Math.round(veryLargeClasses.value * veryLargeClassSize.value) }
  return [{ from: 0, to: 55, classes: Math.round((pupils - large.pupils - veryLarge.pupils) / 45) }, large, veryLarge]
}

/** The rolls of the largest schools, and of the others alike. */
export function donghuRolls({ largestRoll, secondRoll, nineYearRoll, pupilsPerTeacher }: DonghuAssumptions): SchoolRoll[] {
  const known = largestRoll.value + secondRoll.value + nineYearRoll.value
  const others = donghuFigure('DH-18a') - 1 - 3
  return [
    { school: '小学甲', pupils: largestRoll.value },
    { school: '小学乙', pupils: secondRoll.value },
    { school: '九年一贯制学校', pupils: nineYearRoll.value, allThrough: true },
    ...Array.from({ length: others }, (_, i) => ({ school: `其他学校${i + 1}`, pupils: Math.round((donghuFigure('DH-17') * pupilsPerTeacher.value - known) / others) })),
  ]
}

export function donghuTables(assumptions: DonghuAssumptions): Tables {
  const assumed = (name: keyof DonghuAssumptions): number => assumptions[name].value
  const compulsory = donghuFigure('DH-17') * assumed('pupilsPerTeacher')
  // Six of nine grades are primary.
  const children = Math.round((compulsory * 6) / 9) * assumed('kindergartenPerPrimary')
  const seats = children / assumed('kindergartenUtilisation')
  const [open, inclusive] = [assumed('publicKindergartens'), assumed('inclusiveKindergartens')]
  const shares = { public: open, 'private-inclusive': inclusive, private: 1 - open - inclusive }
  return {
    areas: [
      { area: 'china', nameEn: 'China', nameZh: '全国' },
      { area: 'donghu', parent: 'china', nameEn: 'Donghu', nameZh: '东湖区' },
    ],
    births: chinaBirthRows,
    totals: [
      { area: 'donghu', stages: 'primary+junior', year: 2021, pupils: compulsory, fact: 'DH-17' },
      { area: 'donghu', stages: 'kindergarten', year: 2021, pupils: children, fact: 'assume-kindergartenPerPrimary' },
    ],
    places: (['public', 'private-inclusive', 'private'] as const).map((sector) => ({ area: 'donghu', stage: 'kindergarten', sector, year: 2021, places: Math.round(seats * shares[sector]), fact: 'assume-publicKindergartens' })),
    projects: worksOf(assumptions).map(({ project, kind, stage, opens, places, certainty, fact }): ProjectRow => ({ project, area: 'donghu', stage, sector: 'public', kind, opens, places, certainty, mode: 'traditional', fact })),
    assumptions: [
      { assumption: 'participation', stage: 'kindergarten', value: assumed('kindergartenParticipation'), fact: 'assume-kindergartenParticipation' },
      { assumption: 'progression', grade: 'J1', value: assumed('juniorProgression'), fact: 'assume-juniorProgression' },
      ...['primary', 'junior'].map((stage) => ({ assumption: 'utilisation' as const, stage, value: assumed('utilisation'), fact: 'assume-utilisation' })),
    ],
    facts: [...donghuFacts, ...chinaBirths, ...assumptionFacts('donghu', assumptions)],
  }
}

/** The last dated milestone of each project, as a plan needs it. */
export function reachedIn(state: LedgerState): Readonly<Record<string, Reached>> {
  return Object.fromEntries(
    state.projects.flatMap(({ project, state: milestone, since: date }) => {
      const known = deliveryMilestones.find((each) => each === milestone)
      return known === undefined || date === undefined ? [] : [[project, { milestone: known, date }] as const]
    }),
  )
}
