// npm run bench:schedule [-- small|medium|large|futures] [-- --seconds 60] [-- --seeds 10] [-- --from 1]: build programmes of several sizes, one row an instance:
// first answer, search, proven gap. The machine's load is printed: times are upper bounds, gaps depend on the time there was.

import { loadavg } from 'node:os'

import { planPortfolio, evaluateSchedule } from 'school-places/schedule'
import type { PlanProgress, PortfolioPlan, PortfolioProblem, Solver } from 'school-places/schedule'

import { readCommandLine, refuse, wholeNumber } from '../../examples/command-line'
import { makeInstance } from './instances'
import type { InstanceSize } from './instances'
import { plainSolver } from './plain-solver'

const sizes = {
  small: { areas: 5, years: 10, projects: 20, seconds: 20, seeds: 10 },
  medium: { areas: 10, years: 15, projects: 80, seconds: 60, seeds: 10 },
  large: { areas: 50, years: 15, projects: 400, seconds: 60, seeds: 3 },
  futures: { areas: 10, years: 15, projects: 80, seconds: 120, seeds: 3 },
} as const
type SizeName = keyof typeof sizes

const usage = 'npm run bench:schedule -- [small|medium|large|futures]… [--seconds 60] [--seeds 10] [--from 1] [--processor]'
const { values: flags, positionals } = readCommandLine(usage, { seconds: { type: 'string' }, seeds: { type: 'string' }, from: { type: 'string' }, processor: { type: 'boolean' } }, Object.keys(sizes).length)
const argument = (name: 'seconds' | 'seeds' | 'from'): number | undefined => (flags[name] === undefined ? undefined : wholeNumber(usage, `--${name}`, flags[name]))
for (const word of positionals) if (!(word in sizes)) refuse(usage, `there is no size ${word}`)
const wanted = Object.keys(sizes).filter((name) => positionals.includes(name)) as SizeName[]
// With --processor the time is that of this process alone: what a quiet machine would take, measured on a busy one.
const byProcessor = flags.processor === true
const now = (): number => (byProcessor ? process.cpuUsage().user / 1e3 + process.cpuUsage().system / 1e3 : performance.now())
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`
const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!

interface Row {
  readonly seconds: number
  readonly first: number
  readonly plan: PortfolioPlan
}

async function run(problem: PortfolioProblem, seconds: number, solver: Solver): Promise<Row> {
  const begin = now()
  let first = Infinity
  const onProgress = ({ unmet }: PlanProgress): void => {
    if (Number.isFinite(unmet)) first = Math.min(first, (now() - begin) / 1e3)
  }
  const plan = await planPortfolio(problem, { solver, seconds, now, onProgress })
  return { seconds: (now() - begin) / 1e3, first, plan }
}

const { default: loadHighs } = await import('highs')
const solver: Solver = byProcessor ? withoutOwnClock(await loadHighs()) : await loadHighs()
// The first solve pays for compiling the solver.
await planPortfolio(makeInstance({ areas: 2, years: 5, projects: 4, seed: 1 }), { solver, iterations: 100 })

for (const name of wanted.length > 0 ? wanted : (['small'] as const)) {
  const { areas, years, projects } = sizes[name]
  const seconds = argument('seconds') ?? sizes[name].seconds
  const seeds = argument('seeds') ?? sizes[name].seeds
  console.log(`${name}: ${areas} areas × 3 stages × ${years} years × ${projects} projects, ${seconds} s, load ${loadavg()[0]!.toFixed(1)} on this machine`)
  const rows: Row[] = []
  const from = argument('from') ?? 1
  for (let seed = from; seed < from + seeds; seed++) {
    const size: InstanceSize = { areas, years, projects, seed, carryOver: seed % 2 === 0 }
    const problem = makeInstance(name === 'futures' ? { ...size, draws: 50 } : size)
    const row = await run(problem, seconds, solver)
    rows.push(row)
    const { plan } = row
    const gap = plan.proof?.gap ?? 1
    const more = name === 'large' ? await besidePlain(problem, seconds, plan) : name === 'futures' ? await onHeldBack(size, seconds, plan) : ''
    console.log(
      `  seed ${String(seed).padStart(2)}${size.carryOver === true ? ' carry-over' : '           '} ${plan.status.padEnd(12)} unmet ${plan.evaluation.unmet.toFixed(1).padStart(9)}  greedy ${percent((plan.greedy ?? NaN) / plan.evaluation.unmet - 1).padStart(8)} above  ` +
        `gap ${percent(gap).padStart(7)}  first answer ${row.first.toFixed(2)} s  all ${row.seconds.toFixed(1)} s  load ${loadavg()[0]!.toFixed(1)}${more}`,
    )
  }
  const gaps = rows.map(({ plan }) => plan.proof?.gap ?? 1)
  console.log(`  median gap ${percent(median(gaps))}, worst ${percent(Math.max(...gaps))}; median time ${median(rows.map((row) => row.seconds)).toFixed(1)} s, worst ${Math.max(...rows.map((row) => row.seconds)).toFixed(1)} s; first answer at most ${Math.max(...rows.map((row) => row.first)).toFixed(2)} s`)
}

/** The solver looks at the clock of the wall: here only the clock of the run may stop it. */
function withoutOwnClock(own: Solver): Solver {
  return {
    infinity: own.infinity,
    createModel(source) {
      const model = own.createModel(source)
      const set = model.options.set.bind(model.options)
      model.options.set = (values) => set({ ...values, ...('time_limit' in values ? { time_limit: Number(values.time_limit) * 1e3 } : {}) })
      return model
    },
  }
}

/** The solver alone on the same model, without a start, in the same time. */
async function besidePlain(problem: PortfolioProblem, seconds: number, plan: PortfolioPlan): Promise<string> {
  const begin = now()
  const plain = plainSolver(solver, problem, seconds, () => (now() - begin) / 1e3 > seconds)
  return `  plain solver: unmet ${plain.unmet.toFixed(1)} gap ${percent(plain.gap)} ${plan.evaluation.unmet < plain.unmet || (plan.evaluation.unmet <= plain.unmet && (plan.proof?.gap ?? 1) <= plain.gap) ? 'better' : 'NOT BETTER'}`
}

/** Both schedules on draws that neither has seen: the one made for many futures and the one made for the median of each cell. */
async function onHeldBack(size: InstanceSize, seconds: number, plan: PortfolioPlan): Promise<string> {
  const all = makeInstance({ ...size, draws: 250 })
  const heldBack = drawsOf(all, 50, 250)
  const middle = await planPortfolio(medianOf(drawsOf(all, 0, 50)), { solver, seconds: seconds / 2, now })
  const [many, one] = [plan, middle].map(({ starts }) => evaluateSchedule(heldBack, starts).unmet)
  return `  held-back draws: ${many!.toFixed(0)} against ${one!.toFixed(0)} of the median's schedule (${percent(1 - many! / one!)} less)${many! < one! ? '' : ' NOT BETTER'}`
}

function drawsOf(problem: PortfolioProblem, from: number, to: number): PortfolioProblem {
  const { demand } = problem
  const all = demand.axes.draw.labels.length
  const cells = demand.values.length / all
  const values = Float64Array.from({ length: cells * (to - from) }, (_, i) => demand.values[Math.floor(i / (to - from)) * all + from + (i % (to - from))]!)
  return { ...problem, demand: { ...demand, axes: { ...demand.axes, draw: { labels: demand.axes.draw.labels.slice(from, to) } }, values } }
}

function medianOf(problem: PortfolioProblem): PortfolioProblem {
  const { demand } = problem
  const all = demand.axes.draw.labels.length
  const values = Float64Array.from({ length: demand.values.length / all }, (_, cell) => median(Array.from(demand.values.subarray(cell * all, (cell + 1) * all))))
  return { ...problem, demand: { ...demand, axes: { ...demand.axes, draw: { labels: [0] } }, values } }
}
