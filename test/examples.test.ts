// The examples are programs: they run, and print what they promise.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
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
