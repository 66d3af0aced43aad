// The examples are programs: they run, and print what they promise.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

function run(example: string, ...args: string[]): { printed: string; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'school-places-example-'))
  const printed = execFileSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), '--tsconfig', join(root, 'tsconfig.json'), join(root, 'examples', `${example}.ts`), ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return { printed, folder }
}

describe("Bao'an", () => {
  const { printed, folder } = run('baoan')

  test.each([
    'P1 2021: applicants 45,521 against 41,785 = 108.9 % (short 3,736)',
    'J1 2021: applicants 32,627 against 31,123 = 104.8 % (short 1,504)',
    'New public compulsory places 2021: 23,100 = 14,700 built + 8,400 taken back',
    '小学一年级 P1',
    '假设与数据问题 Assumptions and issues',
  ])('prints "%s"', (line) => expect(printed).toContain(line))

  test('writes a Markdown page and an HTML page with four pictures', () => {
    expect(readFileSync(join(folder, 'out/baoan.md'), 'utf8')).toContain('45,521')
    const html = readFileSync(join(folder, 'out/baoan.html'), 'utf8')
    expect(html.match(/<svg/g)).toHaveLength(4)
    rmSync(folder, { recursive: true })
  })
})

describe('Panyu', () => {
  const { printed, folder } = run('panyu', '--set', 'utilisation=0.95')

  test.each(['5,520 = 3,780 primary + 1,740 junior', '9,120 inclusive, of which 4,680 public', '16/23 = 69.6 %', '8/23 = 34.8 %', '4,680 compulsory, 4,109 kindergarten', 'fill 95 % of the places'])('prints "%s"', (line) =>
    expect(printed).toContain(line),
  )

  test('writes its pages', () => {
    expect(existsSync(join(folder, 'out/panyu.html'))).toBe(true)
    rmSync(folder, { recursive: true })
  })
})

describe('Donghu', () => {
  const { printed, folder } = run('donghu', '--set', 'campusSure=0.7')

  test.each([
    '用地落实 land secured: 13 projects',
    '天骥校区, 1,620 places, topped-out since 2021-11-30',
    'Tianji has 1,620 places = 36 classes × 45, six a grade',
    '360 children in the first 3: 67 % of their 540 places in the first year',
    'classes of 56 and more: 51 of 580 = 8.8 %; 690 places or 16 more classes',
    '2024: 70 %',
    '紫金校区由2023年推迟至2024年（+1,620）',
    'campusSure = 0.7: set by the caller',
  ])('prints "%s"', (line) => expect(printed).toContain(line))

  test('has the campuses open one after the other: the one topped out by September, the one designed in two years, the one with land after that', () => {
    const likely = [...printed.matchAll(/soonest (\d+), likely (\d+) .*safe (\d+)/g)].map((match) => match.slice(1).map(Number))
    expect(likely).toEqual([
      [2022, 2022, 2023],
      [2023, 2024, 2024],
      [2024, 2025, 2026],
    ])
  })

  test('writes a Markdown page with the places to expect and an HTML page with pictures', () => {
    expect(readFileSync(join(folder, 'out/donghu.md'), 'utf8')).toContain('计入延期与不确定后的学位')
    expect(readFileSync(join(folder, 'out/donghu.html'), 'utf8').match(/<svg/g)).toHaveLength(3)
    rmSync(folder, { recursive: true })
  })
})

describe('the ledger of a week', () => {
  const { printed, folder } = run('ledger')

  test.each([
    'a week ago: 14,700 planned for 1 September 2021',
    'now: 12,600 planned, 2,100 put off to a later year',
    '9 of 3 = 300 %, 6 above',
    '5 of 2 = 250 %, 3 above',
    '15 of 13 = 115 %, 2 above',
    '影响今年9月学位的在前',
    '2021-09-01  2022-09-01  +365',
    'held up by 水务局',
  ])('prints "%s"', (line) => expect(printed).toContain(line))

  test('writes an HTML page', () => {
    expect(readFileSync(join(folder, 'out/ledger.html'), 'utf8')).toContain('市政接驳未完成')
    rmSync(folder, { recursive: true })
  })
})

describe('Dongguan', () => {
  const { printed, folder } = run('dongguan', '--set', 'kept=1')

  test.each([
    'new public places: ≈ 46,800 places (planned)',
    'new public kindergarten places: > 7,000 places (planned)',
    'Published: 537 above, registered on or after 2024-09-09 not placed. This example: 537 above, 2024-09-09.',
    'kept = 1: set by the caller',
    '可出让 pass',
    '附条件出让 conditional',
    '暂缓出让 stop',
    'Land for senior schools',
  ])('prints "%s"', (line) => expect(printed).toContain(line))

  test('what neighbours take and what stays make up what is unmet town by town, and pooling never leaves more than travelling', () => {
    const rows = [...printed.matchAll(/^(?:小学 Primary|初中 Junior) +20\d\d +([\d,]+) +([\d,]+) +([\d,]+) +([\d,]+)$/gm)].map((match) => match.slice(1).map((text) => Number(text.replace(',', ''))))
    expect(rows).toHaveLength(12)
    for (const [unmet, placed, unplaced, pooled] of rows) {
      expect(Math.abs(placed! + unplaced! - unmet!)).toBeLessThanOrEqual(1)
      expect(pooled).toBeLessThanOrEqual(unplaced! + 1)
    }
  })

  test('writes an HTML page with pictures', () => {
    expect(readFileSync(join(folder, 'out/dongguan.html'), 'utf8').match(/<svg/g)).toHaveLength(4)
    rmSync(folder, { recursive: true })
  })
})

describe('Guangzhou', () => {
  const { printed, folder } = run('guangzhou', '--set', 'lotteryTakeUp=1')

  test.each([
    'public 51.11 %, inclusive 87.04 %, margins +1.11 and +7.04 points',
    '37,567 places, 33,669 applicants: enough in sum',
    '番禺 Panyu',
    'lotteryTakeUp = 1: set by the caller',
    'First short, then spare',
  ])('prints "%s"', (line) => expect(printed).toContain(line))

  test('each stage peaks later than the one before, and who wins no lot falls back: 16,835 applicants for 11,270 places', () => {
    const peaks = [...printed.matchAll(/^(?:幼儿园|小学|初中|普通高中) \w+ +(20\d\d) +[\d,]+ +[\d,]+ +[\d,]+ +[\d,]+ /gm)].map((match) => Number(match[1])).slice(0, 4)
    expect(peaks).toHaveLength(4)
    expect(peaks).toEqual([...new Set(peaks)].toSorted())
    // With everybody coming, the others admit all of theirs: 16,835 − 11,270 = 5,565.
    expect(printed).toContain('5,565 fall back')
  })

  test('writes an HTML page with pictures', () => {
    expect(readFileSync(join(folder, 'out/guangzhou.html'), 'utf8').match(/<svg/g)).toHaveLength(4)
    rmSync(folder, { recursive: true })
  })
})

describe('a country', () => {
  const folder = mkdtempSync(join(tmpdir(), 'school-places-country-'))
  const country = (...args: string[]): string => {
    const command = [join(root, 'node_modules/tsx/dist/cli.mjs'), '--tsconfig', join(root, 'tsconfig.json'), join(root, 'examples/country.ts'), '--areas', '12', '--draws', '20', ...args]
    return execFileSync(process.execPath, command, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  }
  const filesIn = (out: string): string[] => readdirSync(join(folder, out), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.bin'))
  const bits = (printed: string): string => /in any groups: (\w{16})/.exec(printed)![1]!
  const whole = country('--shards', '1', '--threads', '1', '--out', 'one')

  test('tells pupils with their range, peaks and counties that run short', () => {
    expect(whole).toMatch(/小学 Primary +2028 +\d{3},\d{3} +\d{3},\d{3} +\d{3},\d{3} +\d+/)
    expect(whole).toMatch(/junior: most pupils in 20\d\d/)
    expect(whole).toMatch(/\d+ of 12 counties are short in some stage and year/)
  })

  test('on two threads and in three groups is the same bits as on one and in one', () => {
    const printed = country('--shards', '3', '--threads', '2', '--out', 'two')
    expect(printed).toBe(whole)
    expect(filesIn('two')).toHaveLength(4)
  })

  test('of which a run was interrupted goes on from what was finished, and is the same bits as a single run', () => {
    // One group was finished, another was being written when the power went.
    expect(country('--only', '2/3', '--out', 'three')).toBe('')
    const [own] = readdirSync(join(folder, 'three'))
    writeFileSync(join(folder, 'three', own!, 'group-1-of-3.bin.99.part'), 'half a gro')
    const file = join(folder, 'three', own!, 'group-2-of-3.bin')
    const finished = statSync(file).mtimeMs
    const printed = country('--shards', '3', '--threads', '2', '--out', 'three')
    expect(bits(printed)).toBe(bits(whole))
    expect(statSync(file).mtimeMs).toBe(finished)
    // Other options are another country: nothing of the first is used.
    country('--only', '1/3', '--draws', '19', '--out', 'three')
    expect(readdirSync(join(folder, 'three'))).toHaveLength(2)
    rmSync(folder, { recursive: true })
  })
})

describe('a build programme', () => {
  const { printed, folder } = run('schedule')

  test('with schools that change stage leaves no more pupils short for less money, and more money leaves fewer', () => {
    const found = [...printed.matchAll(/batches for ([\d.]+) 亿; short ([\d,]+) place-years/g)].map((match) => [Number(match[1]), Number(match[2]!.replaceAll(',', ''))] as const)
    expect(found).toHaveLength(2)
    expect(found[1]![1]).toBeLessThanOrEqual(1.02 * found[0]![1])
    expect(found[1]![0]).toBeLessThan(found[0]![0])
    const curve = [...printed.matchAll(/亿 a year: short ([\d,]+)/g)].map((match) => Number(match[1]!.replaceAll(',', '')))
    expect(curve).toHaveLength(4)
    expect(curve[3]!).toBeLessThan(curve[0]!)
    rmSync(folder, { recursive: true })
  })
})

describe('the back-schedule of a school', () => {
  const { printed, folder } = run('back-schedule')

  test.each(['7 days later at the structure: opens 2025-09-01, 0 months lost', '30 days later at the structure: opens 2026-09-01, 12 months lost', '责任书 69,530 places over ten streets', '5 of 69,530 places are no whole class of 45'])('prints "%s"', (line) => expect(printed).toContain(line))

  test('tells that prefabrication restores the chance, and draws the timetable', () => {
    expect(printed).toMatch(/装配式 prefabricated: (> )?\d+ % in time for 30,000,000 yuan, enough/)
    expect(readFileSync(join(folder, 'out/back-schedule.svg'), 'utf8')).toContain('主体封顶')
    rmSync(folder, { recursive: true })
  })
})
