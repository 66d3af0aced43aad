// One call of every public function that is answered, with all its required arguments: what contracts over the whole surface start from.

import * as main from 'school-places'
import * as evaluation from 'school-places/evaluate'
import * as facts from 'school-places/facts'
import * as indicators from 'school-places/indicators'
import * as reconcile from 'school-places/reconcile'
import * as report from 'school-places/report'
import * as schedule from 'school-places/schedule'
import * as standards from 'school-places/standards'
import * as track from 'school-places/track'

export const entries: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { '.': main, './evaluate': evaluation, './facts': facts, './indicators': indicators, './reconcile': reconcile, './report': report, './schedule': schedule, './standards': standards, './track': track }

const six = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6']
const tables: main.Tables = {
  areas: [{ area: 'city' }, { area: 'N', parent: 'city' }, { area: 'S', parent: 'city' }],
  pupils: ['N', 'S'].flatMap((area) => six.flatMap((grade, g) => Array.from({ length: 9 }, (_, t) => ({ area, grade, year: 2017 + t, pupils: 100 + ((7 * t + 5 * g) % 13) })))),
  births: ['N', 'S'].flatMap((area) => Array.from({ length: 18 }, (_, t) => ({ area, year: 2008 + t, births: 110 + (t % 5) }))),
  shares: ['N', 'S'].flatMap((area) => (['public', 'private'] as const).map((sector) => ({ area, stage: 'primary', year: 2025, sector, share: 0.5 }))),
  places: ['N', 'S'].map((area) => ({ area, stage: 'primary', sector: 'public', year: 2025, places: 600 })),
  projects: [{ project: 'school', area: 'N', stage: 'primary', sector: 'public', kind: 'new', opens: 2027, places: 270 }],
}
const plan = main.planPlaces(tables, { horizon: 3, draws: 8, seed: 1 })
const { dataset, rates, projection, supply, balance } = plan
const dispersion = evaluation.dispersionOf(dataset, { origin: 2025 })
const past = evaluation.pastErrors(dataset, { origin: 2025 })
const statistics = { p50: main.quantile(0.5) }
const paths = main.sharePaths(dataset, { origin: 2025, horizon: 3, by: 'sector' })
const bySector = main.splitPupils(projection.pupils, paths, dataset.ladder)
const flows = main.createFlows(['N', 'S'].map((area) => ({ from: area, to: area, stage: 'primary', share: 1 })), { areas: ['N', 'S'] })
const one = main.selectLabels(main.projectPupils(rates).pupils, 'year', [2026])
const oneArea = main.createCube(['area'], { area: main.createAxis(['N']) }, 'pupils', Float64Array.of(3))
const trace = { areas: one, totals: main.createCube(one.dims, { ...one.axes, area: main.createAxis(['city']) }, one.unit, main.total(one, 'area').values.slice()) }

const ledger = track.parseLedger({ projects: [{ project: 'p', unit: 'u', kind: 'new', places: { primary: 900 } }], milestones: [{ project: 'p', milestone: 'start', status: 'actual', date: '2021-03-01' }], plans: [{ plan: 'five', from: 2021, to: 2025, target: 900 }] }, { asOf: '2021-06-30' })
const state = track.stateAt(ledger, '2021-06-30')

const axes = { area: main.createAxis(['N']), stage: main.createAxis(['primary']), year: main.createAxis([2026, 2027, 2028]), draw: main.createAxis([0]) }
const cube = (unit: 'pupils' | 'places', numbers: readonly number[]) => main.createCube(['area', 'stage', 'year', 'draw'] as const, axes, unit, Float64Array.from(numbers))
const problem: schedule.PortfolioProblem = { demand: cube('pupils', [500, 540, 580]), base: cube('places', [500, 500, 500]), candidates: [{ project: 'extension', area: 'N', effects: [{ area: 'N', stage: 'primary', places: [0, 90] }], spend: [9e6] }] }
const decided = { starts: { extension: 2026 }, evaluation: schedule.evaluateSchedule(problem, { extension: 2026 }) }
const network = { activities: [{ activity: 'build', days: 300 }] }
const days = { opens: '2027-09-01', asOf: '2026-09-01' }
const street = [{ project: 'p', unit: 'u', places: 1, opens: '2027-09-01', network }]
const [timetable] = schedule.streetTimetables(street, { asOf: '2026-09-01' })
const units = [{ unit: 'N', weights: { gap: 2 } }, { unit: 'S', weights: { gap: 1 } }]

const school = { project: 'school', places: 900, area: 'N', stage: 'primary', opens: 2023, certainty: 0.8, reached: { milestone: 'start', date: '2022-01-15' } } as const
const fact: main.Fact = { id: 'f', measure: 'places', value: 3, unit: '个', source: 's', date: '2021', status: 'planned', bound: 'exact', evidence: 'A' }
const pert = { kind: 'pert', low: 12, mode: 16, high: 26 } as const
const rule = { places: 1, categories: [{ category: 'local', by: 'date' }] }
const children = [{ applicant: 'a', category: 'local', date: '2024-09-09' }, { applicant: 'b', category: 'local', date: '2020-01-05' }]
const standard: main.SpaceStandard = { id: 'floor', measure: 'floor', stages: ['primary'], points: [{ classes: 12, places: 540, area: 5382 }, { classes: 18, places: 810, area: 6714 }] }
const cells = [{ cell: 'c', pupils: 10 }]
const halls = [{ school: 's', places: 20 }]
const catchments = main.drawCatchments(cells, halls, { reaches: [{ from: 'c', to: 's', distance: 3 }] })
const pairs = evaluation.backtest(dataset, { origins: [2023], leads: [1], methods: { naive: evaluation.naiveForecaster } })
const calibration = evaluation.calibrate(dataset, { origins: [2023], leads: [1], draws: 8, seed: 1 } as never)
const cases = ([[0.8, false], [0.95, false], [0.97, true], [1.1, true]] as const).map(([value, happened]) => ({ value, happened, area: 'N', stage: 'primary', year: 2020, origin: 2019, lead: 1, rule: 'r' }))
const accuracy = evaluation.recordEdition(evaluation.emptyLedger, '2025', projection)
const counts = [{ area: 'N', grade: 'P1', year: 2026, pupils: 104 }]
const scores = evaluation.scoreLedger(accuracy, counts)

const inMain: Record<string, readonly unknown[]> = {
  aggregate: [projection.pupils, 'grade', [{ label: 'all', members: six }]],
  total: [projection.pupils, 'grade'],
  createAxis: [['a']],
  positionOf: [main.createAxis(['a']), 'a'],
  yearsFrom: [2021, 2023],
  createLadder: ['own', 6, [{ id: 'all', en: 'All', zh: '全', grades: ['1'] }]],
  gradeIds: [main.chinaLadder],
  stageGroups: [main.chinaLadder],
  stageOf: [main.chinaLadder, 'primary'],
  cohortSplit: [main.septemberCalendar],
  openingYear: ['2024-09-01'],
  schoolYearOf: ['2024-09-01'],
  combine: [oneArea, oneArea, 'pupils', (a: number, b: number) => a + b],
  createCube: [['area'], { area: main.createAxis(['N']) }, 'pupils'],
  mapCube: [oneArea, 'pupils', (value: number) => value],
  rowAt: [projection.pupils, { area: 'N', grade: 'P1', year: 2026 }],
  selectLabels: [oneArea, 'area', ['N']],
  valueAt: [oneArea, { area: 'N' }],
  compareFacts: [[fact]],
  addFacts: [main.createFactBook([fact]), ['f']],
  createFactBook: [[fact]],
  rate: [1, 2],
  boundsOf: [fact],
  describeIssue: [plan.issues[0]],
  describeWhere: [{ area: 'N' }],
  cubeOfRows: [main.rowsOf(oneArea), ['area'], 'pupils', 'zero'],
  rowsOf: [oneArea],
  summarise: [projection.pupils, statistics],
  apportion: [10, [1, 1]],
  distributionFaults: [pert],
  chanceUpTo: [pert, 15],
  createDistributionSampler: [pert],
  deviationOf: [pert],
  drawDistribution: [pert, main.createStream(1, 'a')],
  lognormalThrough: [{ p: 0.5, value: 14 }, { p: 0.9, value: 20 }],
  meanOf: [pert],
  quantileOf: [pert, 0.5],
  productLimit: [[{ value: 1, ended: true }], 0.9],
  correlationOf: [[[4, 3], [3, 9]]],
  createStream: [1, 'a'],
  mean: [],
  median: [],
  quantile: [0.5],
  share: [(value: number) => value > 0],
  shareAbove: [1],
  shareBelow: [1],
  readFigure: ['7'],
  readNumber: ['7'],
  parseInputs: [tables],
  safeParseInputs: [tables],
  estimateRatio: [{ years: [2022], numerators: [95], denominators: [100] }, { name: 'mean' }],
  estimateRates: [dataset, { horizon: 2 }],
  entrySources: [dataset, 'N', 'P1', 2024],
  nowcastEntry: [{ area: 'N', grade: 'P1', origin: 2021, actuals: [{ year: 2021, value: 100 }], sources: [{ name: 'births', estimates: [{ year: 2022, value: 80 }] }] }],
  participationPath: [dataset, 'N', 'primary', [2025]],
  sharePaths: [dataset, { origin: 2025, horizon: 3, by: 'sector' }],
  splitPupils: [projection.pupils, paths, dataset.ladder],
  spreadOfShares: [dataset, { by: 'sector', origin: 2025 }],
  pointsPlaces: [{ places: 100, groups: [{ group: 'local', pupils: 70 }], points: [55, 80, 61] }],
  estimateDispersion: [past, { origin: 2025 }],
  estimateHousingSpread: [{ completions: [{ planned: 2018, completed: 2019 }] }],
  spreadOfParticipation: [dataset, { origin: 2025 }],
  recalibrate: [past, { origin: 2025 }],
  spreadOfBirths: [dataset],
  cohortRateFrom: [{ placesPerThousand: 120, grades: 9 }],
  placesPerHundredHouseholds: [{ cohortPerThousand: 55 / 3, grades: 6, personsPerHousehold: 3 }],
  placesPerThousand: [{ cohortPerThousand: 40 / 3, grades: 3 }],
  housingPupils: [dataset, { ladder: dataset.ladder, areas: ['N'], origin: 2025, horizon: 3 }],
  projectPupils: [rates],
  birthVariant: ['low', 2022],
  applyScenario: [rates, []],
  applySupplyEvent: [supply, []],
  explainEditions: [{ rates, projection: main.projectPupils(rates) }, { rates, projection: main.projectPupils(rates) }, { area: 'N', grades: six, year: 2027 }],
  explainYears: [rates, main.projectPupils(rates), { area: 'N', grades: six, from: 2025, to: 2027 }],
  simulatePupils: [rates, dispersion, { draws: 4, seed: 1 }],
  shard: [rates, 0, 2],
  mergeSummaries: [[oneArea]],
  simulateShares: [paths, main.assumedShareSpread, { draws: 4, seed: 1 }],
  simulateSummaries: [rates, dispersion, { draws: 4, seed: 1, statistics }],
  applyFlows: [projection, flows],
  createFlows: [[{ from: 'N', to: 'N', stage: 'primary', share: 1 }], { areas: ['N'] }],
  estimateFlows: [[{ from: 'N', to: 'N', stage: 'primary', pupils: 80 }], { areas: ['N'] }],
  flowShare: [flows, 'primary', 'N', 'N'],
  buildSupply: [dataset, { origin: 2025, horizon: 3 }],
  migrantShare: [{ public: 500, purchased: 400, total: 1000, covers: 'enrolled' }],
  sectorAccounts: [supply],
  projectSectorShares: [[{ year: 2024, pupils: 1000, places: { public: 450 } }], { targets: { public: 0.5, inclusive: 0.8 }, filling: 'even' }],
  shareBySector: [{ public: 51, private: 49 }, { public: 0.5, inclusive: 0.8 }],
  capacityOf: [{ school: 'a', classes: [{ stage: 'primary', classes: 36, classSize: 45 }] }],
  leadTimes: [standards.chinaRemedies],
  keepMargin: [supply, [{ stage: 'primary', share: 0.05 }], dataset.ladder],
  binClasses: [[{ from: 45, classes: 3 }]],
  findOversizeClasses: [[{ from: 0, to: 55, classes: 2345 }, { from: 56, to: Infinity, classes: 7 }], 56],
  findOversizeSchools: [[{ school: 'A', pupils: 2300 }]],
  placesFromSpace: [6048, standard],
  placesOfSite: [{ site: 'A', stage: 'primary', land: 9000, floor: 6048 }, [standard]],
  sitesNeeded: [900, [{ site: 'A', stage: 'primary', places: 810, classes: 18, standard: 'land', belowSmallest: false }]],
  spaceForPlaces: [675, standard],
  coverTargets: [main.placesBySource(supply.additions), [{ area: 'N', year: 2027, places: 270 }]],
  placesBySource: [supply.additions],
  plannedOpenings: [dataset.projects],
  shareInGrade: [{ kind: 'new', phaseIn: 'by-grade', profile: undefined }, 1, 6, 0],
  programmeByYear: [supply.additions],
  certaintyFact: ['确保', 0.9],
  drawOpenings: [[school], { asOf: '2022-06-30', draws: 3, seed: 1 }],
  compareModes: [school, { asOf: '2022-06-30', year: 2024 }],
  earliestOpening: [school, { asOf: '2022-06-30' }],
  expectedOpenings: [[school], { asOf: '2022-06-30' }],
  estimateDelays: [[{ project: 'a', planned: '2020-08-31', actual: '2020-08-31' }, { project: 'b', planned: '2020-08-31', actual: '2020-10-31' }], { asOf: '2021-01-30', measure: 'days' }],
  expectPlaces: [balance.stages.places, supply, dataset.ladder],
  placesAtRisk: [[school], { asOf: '2022-06-30', year: 2023 }],
  summariseDeliveries: [[school], { asOf: '2022-06-30', from: 2022, to: 2025, draws: 10, seed: 1, statistics }],
  balancePlaces: [projection, supply],
  entryView: [balance],
  groupBalance: [balance, [{ label: 'all', members: ['N', 'S'] }]],
  shortageChances: [balance.stages.unmet],
  utilisation: [balance.stages],
  sectorBalance: [bySector, main.buildSupply(dataset, { origin: 2025, horizon: 3 })],
  placesOfSectors: [supply, ['public']],
  unmetByStage: [projection, supply],
  findTurningPoints: [balance],
  compareAdmissions: [dataset],
  admitInOrder: [children, rule],
  predictCutOff: [children, rule, { draws: 4, seed: 1 }],
  drawLottery: [[{ school: 'a', places: 1, applicants: { all: 2 } }], { draws: 10, seed: 1 }],
  raiseAlerts: [balance, { rules: standards.zhejiangRules }],
  relieveShortages: [balance, { reaches: [{ from: 'N', to: 'S', distance: 3 }] }],
  bothWays: [[{ from: 'N', to: 'S', distance: 3 }]],
  kilometresBetween: [{ id: 'a', longitude: 0, latitude: 0 }, { id: 'b', longitude: 1, latitude: 0 }],
  reachesOfMatrix: [['N', 'S'], [[0, 4], [5, 0]]],
  reachesWithin: [[{ id: 'a', longitude: 0, latitude: 0 }], [{ id: 'b', longitude: 0, latitude: 0 }], 3],
  drawCatchments: [cells, halls, { reaches: [{ from: 'c', to: 's', distance: 3 }] }],
  compareCatchments: [catchments, catchments],
  linkLand: [balance, [{ parcel: 'a', area: 'N', dwellings: 100, delivery: 2026 }], { yields: [{ stage: 'primary', perHundred: [30] }], placesFrom: 2026 }],
  yieldsOfNorm: [main.chinaLadder, 3, { primary: 60 }],
  landNeeded: [[{ year: 2027, places: 2000 }], 22.5, [{ site: 'A', area: 30000, from: 2026 }]],
  uncoveredCommunities: [[{ community: 'a', children: 90 }], [{ kindergarten: 'k', community: 'a', sector: 'private', places: 60 }]],
  planPlaces: [tables, { horizon: 2 }],
  createPlanner: [tables, { horizon: 2 }],
}

/** By entry point and name. */
export const calls: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  '.': inMain,
  './evaluate': {
    backtest: [dataset, { origins: [2023], leads: [1], methods: { naive: evaluation.naiveForecaster } }],
    sizeClass: [pairs[0]],
    spansMarkedYears: [[2020, 2021]],
    summariseBacktest: [pairs],
    summariseByGrade: [pairs],
    naiveForecaster: [dataset, { origin: 2023, horizon: 1, birthsKnownTo: 2023 }],
    riverForecaster: [{}],
    absolutePercentageError: [200, 210],
    covers: [1, 0, 2],
    crps: [[1, 3], 2],
    pinballLoss: [12, 10, 0.9],
    relativeBias: [200, 210],
    skill: [1, 2],
    weightedError: [[100, 50], [90, 55]],
    findCommonBias: [scores],
    ledgerByLead: [scores],
    recordEdition: [accuracy, '2026', projection],
    scoreLedger: [accuracy, counts],
    calibrate: [dataset, { origins: [2023], leads: [1], draws: 8, seed: 1 }],
    summariseCalibration: [calibration],
    dispersionOf: [dataset, { origin: 2025 }],
    pastErrors: [dataset, { origin: 2025 }],
    backtestAlerts: [dataset, { rules: standards.zhejiangRules, origins: [2023], leads: [1], places: [] }],
    chooseThreshold: [cases, { miss: 5, falseAlarm: 1 }],
    scoreAlerts: [cases, [0.9]],
    warningTimes: [cases, 0.9, 1],
  },
  './facts': {
    checkFacts: [[fact], [{ kind: 'sum', total: 3, parts: [1, 2] }]],
    compareFacts: [[fact]],
    findRepeatedNumbers: [[fact]],
    addFacts: inMain.addFacts!,
    createFactBook: [[fact]],
    rate: [1, 2],
    boundsOf: [fact],
    describeIssue: inMain.describeIssue!,
    readFigure: ['7'],
  },
  './indicators': { parseExpression: ['1 + 1', []], evaluateIndicator: [balance, { id: 'a', expression: 'pupils / places' }] },
  './reconcile': {
    reconcileMinimumTrace: [trace, [{ label: 'city', members: ['N', 'S'] }]],
    reconcileProportional: [one, [{ totals: main.total(one, 'area') }]],
  },
  './report': {
    alertText: [plan.alerts[0], { area: { en: 'N', zh: '北' }, stage: { en: 'Primary', zh: '小学' } }],
    decideText: [plan.alerts[0]],
    reasonText: [plan.alerts[0]],
    buildReport: [plan],
    placesChart: [{ title: { en: 'a', zh: 'a' }, years: [2021], pupils: [3], places: { public: [4] } }, 'en'],
    chanceText: [0.5, 100],
    escapeHtml: ['<'],
    renderHtml: [plan.report],
    issueText: [plan.issues[0]],
    formatCell: [3, 'count', 'en'],
    gradeName: ['P1'],
    inLanguage: [{ en: 'a', zh: 'a' }, 'en'],
    withCommas: [2100],
    renderMarkdown: [plan.report],
    displayWidth: ['a'],
    renderText: [plan.report],
    tableText: [plan.report.sections[0]!.tables[0], 'en'],
    ganttChart: [timetable, 'en'],
    timetableSections: [[timetable]],
  },
  './schedule': {
    evaluateSchedule: [problem, { extension: 2026 }],
    findViolations: [problem, { extension: 2026 }],
    usesOf: [problem, { extension: 2026 }],
    placeProfile: [{ places: 600, lead: 2 }],
    seatPupils: [[120, 80], [100, 90], [{ from: 0, to: 1, pupils: 50, burden: 0 }]],
    checkPortfolio: [problem],
    planPortfolio: [problem],
    portfolioOf: [balance, { candidates: problem.candidates }],
    explainChoice: [problem, decided],
    explainFutures: [problem, decided.starts],
    explainLimits: [problem, decided],
    backSchedule: [network, days],
    crashOptions: [network, { ...days, draws: 20, seed: 1 }, [{ option: 'a', activity: 'build', days: 20, cost: 1 }], 0.9],
    drawOpening: [network, { ...days, draws: 20, seed: 1 }],
    schoolNetwork: ['prefabricated', main.usualDurations],
    streetTimetables: [street, { asOf: '2026-09-01' }],
    slipCost: [network, days, 'build', 65],
    decomposeTarget: [300, units],
    decomposeTable: [300, units, units],
    decomposeThreeWays: [300, units, units, units],
    rankResults: [schedule.decomposeTarget(300, units), [{ unit: 'N', done: 50 }]],
  },
  './standards': { appliedDefault: [standards.kindergartenSize] },
  './track': {
    addDays: ['2024-02-28', 2],
    daysBetween: ['2021-06-30', '2021-09-01'],
    createMilestoneLadder: [{ id: 'lease', en: 'Lease', zh: '租赁', milestones: [['signed', 'signed', '签约'], ['opened', 'opened', '开办']], opening: 'opened' }],
    chanceOfAtLeast: [[0.25, 0.5, 0.25], 1],
    countQuantile: [[0.25, 0.5, 0.25], 0.9],
    poissonBinomial: [[0.5, 0.5]],
    parseLedger: [{ projects: [{ project: 'p', unit: 'u', kind: 'new' }] }, { asOf: '2021-06-30' }],
    safeParseLedger: [{ projects: [{ project: 'p', unit: 'u', kind: 'new' }] }, { asOf: '2021-06-30' }],
    updateLedger: [ledger, { milestones: [] }, { asOf: '2021-07-07' }],
    stateAt: [ledger, '2021-06-30'],
    funnel: [state],
    nestCounts: [[112, 67, 22]],
    progressRates: [state, ['start']],
    assessTargets: [state],
    listOverdue: [state],
    rankUnits: [state],
    unitTable: [state, 'u'],
    checkAgreements: [state],
    checkSynchrony: [state],
    rollUpPlan: [state, 'five'],
    listChanges: [state, state],
    estimateChances: [state],
    forecastProgress: [state, { milestone: 'opened', by: '2021-12-31' }],
    forecastTargets: [state],
    placesAtRisk: [state, { year: 2022 }],
    trackLedger: [ledger],
    trackingReport: [track.trackLedger(ledger)],
  },
}
