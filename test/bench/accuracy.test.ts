// The accuracy command on files of its own: it reads the long format, scores every method, and names what is wrong with a file.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createStream } from 'school-places'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'school-places-accuracy-'))

function run(...args: string[]): { printed: string; failed: string } {
  try {
    return { printed: execFileSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), '--tsconfig', join(root, 'tsconfig.json'), join(root, 'bench/accuracy/run.ts'), ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }), failed: '' }
  } catch (error) {
    return { printed: '', failed: (error as { stderr: string }).stderr }
  }
}

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const stream = createStream(5, 'accuracy')
const grades = ['K', '1', '2', '3']
const lines = ['A', 'B', 'C', 'D', 'E', 'F'].flatMap((area) => Array.from({ length: 12 }, (_, y) => grades.map((grade, g) => `${area},${2005 + y},${grade},${Math.round(300 - 6 * g + 5 * stream.normal())}`)).flat())
const pupils = write('pupils.csv', `area,year,grade,pupils\n${lines.join('\n')}\n`)

interface Row {
  readonly method: string
  readonly lead: number
  readonly pairs: number
  readonly mape: number
  readonly wape: number
  readonly bias: number
}

describe('npm run accuracy', () => {
  test('scores the automatic method beside the six in published use', () => {
    const { printed } = run('--pupils', pupils, '--grades', 'K,1,…,3', '--origins', '2011-2014', '--leads', '1,2', '--json')
    const [report] = JSON.parse(printed) as { areas: number; scores: Row[] }[]
    expect(report!.areas).toBe(6)
    expect(new Set(report!.scores.map((row) => row.method))).toEqual(new Set(['automatic', 'naive', 'last1', 'mean3', 'mean5', 'es0.4', 'pool5-shrunk']))
    expect(report!.scores.filter((row) => row.lead === 2).every((row) => row.pairs === 24)).toBe(true)
    for (const row of report!.scores) expect(row.wape > 0 && row.wape < 0.1 && row.mape <= row.wape && Math.abs(row.bias) <= row.mape).toBe(true)
  })

  test('takes every flag, a negative number too', () => {
    const births = write('births.csv', `area,year,births\n${['A', 'B', 'C', 'D', 'E', 'F'].flatMap((area) => Array.from({ length: 22 }, (_, y) => `${area},${1995 + y},320`)).join('\n')}\n`)
    const { printed, failed } = run(...`--pupils ${pupils} --births ${births} --grades K,1,2,3 --entry-lag 5,6 --entry-weights 0.6667,0.3333 --births-known-to -1 --origins 2011-2013 --min-year 2005 --max-year 2015 --leads 1,2 --min-pupils 100 --complete --region none --known-entrants --by size --json`.split(' '))
    expect(failed).toBe('')
    const [report] = JSON.parse(printed) as { scores: Row[]; breakdown: unknown[] }[]
    expect(report!.scores.filter((row) => row.method === 'automatic').map((row) => [row.lead, row.pairs])).toEqual([[1, 18], [2, 18]])
    expect(report!.scores.some((row) => row.method === 'known entry')).toBe(true)
    expect(report!.breakdown.length).toBeGreaterThan(0)
  })

  test('prints a table with n, and how it stands against the best', () => {
    const { printed } = run('--pupils', pupils, '--grades', 'K,1,2,3', '--origins', '2012-2013', '--leads', '1')
    expect(printed).toMatch(/method\s+h=1 \(n 12\)/)
    expect(printed).toMatch(/automatic\s+\d+\.\d\d\/\d+\.\d\d\/[+-]\d+\.\d\d/)
    expect(printed).toMatch(/v\. best/)
  })

  test('areas that are not complete are left out when asked', () => {
    const gappy = write('gappy.csv', `area,year,grade,pupils\n${lines.filter((line) => !line.startsWith('B,2009,2,')).join('\n')}\n`)
    const areas = (...more: string[]): number => (JSON.parse(run('--pupils', gappy, '--grades', 'K,1,2,3', '--origins', '2013', '--leads', '1', '--json', ...more).printed) as { areas: number }[])[0]!.areas
    expect([areas(), areas('--complete')]).toEqual([6, 5])
  })

  test('without a file it runs on the built-in table', () => {
    expect(run().printed).toContain('China, entrants of primary grade 1 (built-in table)')
  })

  test.each([
    [['--pupils', write('text.csv', 'area,year,grade,pupils\nA,2010,K,many\n'), '--grades', 'K'], /text\.csv line 2: pupils must be a number, got "many"/],
    [['--pupils', write('columns.csv', 'area,year,pupils\nA,2010,5\n')], /the columns area, year, grade, pupils are needed, grade not found/],
    [['--pupils', write('ragged.csv', 'area,year,grade,pupils\nA,2010,K\n')], /line 2/],
    [['--pupils', pupils, '--region', 'some'], /--region: must be all or none/],
    [['--pupils', pupils, '--grades', 'X'], /has no rows of the grades X/],
    [['--pupils', pupils, '--origins', 'soon'], /--origins: must read 2010-2016/],
  ])('says what is wrong: %j', (args, message) => {
    expect(run(...args).failed).toMatch(message)
  })
})
