// What the programs answer to --help and to what they do not know: one line, not a trace.

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, describe, expect, test, vi } from 'vitest'

import { readAssumptions, readCommandLine, wholeNumber } from '../examples/command-line'

const root = join(import.meta.dirname, '..')

describe('a program', () => {
  const run = (script: string, ...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), '--tsconfig', join(root, 'tsconfig.json'), join(root, script), ...words], { encoding: 'utf8' })
    return { status, said: `${stdout}${stderr}`.replace(/^npm warn.*\n/gm, '').trim() }
  }

  test.each([
    ['bench/accuracy/coverage.ts', ['--help'], 0, /^usage: npm run coverage -- \[--quick\].*$/],
    ['bench/accuracy/run.ts', ['--origin', '2010'], 2, /^Unknown option '--origin'; usage: npm run accuracy -- .*$/],
    ['examples/donghu.ts', ['--set', 'nonsense=1'], 2, /^--set: there is no assumption nonsense; .*usage: npm run example:donghu -- \[--set NAME=VALUE\]…, of .*campusSure.*$/],
  ])('%s %s answers in one line', (script, words, status, said) => {
    const answer = run(script, ...words)
    expect(answer.status).toBe(status)
    expect(answer.said).toMatch(said)
    expect(answer.said.split('\n')).toHaveLength(1)
  })

  test('reads its command line in one place only', () => {
    const scripts = ['bench', 'bench/accuracy', 'bench/peers', 'bench/schedule', 'examples', 'examples/country'].flatMap((folder) => readdirSync(join(root, folder)).filter((file) => file.endsWith('.ts')).map((file) => `${folder}/${file}`))
    expect(scripts.filter((file) => file !== 'examples/command-line.ts' && /process\.argv|parseArgs\(/.test(readFileSync(join(root, file), 'utf8').replace(/process\.argv\.slice\(2\)\.reduce|readArguments\(process\.argv\.slice\(2\)\)/g, '')))).toEqual([])
  })
})

describe('what is read', () => {
  afterEach(() => vi.restoreAllMocks())
  const left = () => {
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`left with ${code}`)
    })
    return vi.spyOn(console, 'error').mockImplementation(() => undefined)
  }

  test('are options, words and whole numbers', () => {
    const { values, positionals } = readCommandLine('x', { small: { type: 'boolean' }, draws: { type: 'string' } }, 1, ['--small', 'one', '--draws', '7'])
    expect([values.small, positionals, wholeNumber('x', '--draws', values.draws!)]).toEqual([true, ['one'], 7])
    expect(readAssumptions('x', { a: { value: 1, reason: 'r' } }).a.value).toBe(1)
  })

  test.each([[['--large'], "Unknown option '--large'; usage: x"], [['one', 'two'], 'unknown word two; usage: x'], [['--draws'], "Option '--draws <value>' argument missing; usage: x"]])('%s ends the program', (args, said) => {
    const told = left()
    expect(() => readCommandLine('x', { draws: { type: 'string' } }, 1, args)).toThrow('left with 2')
    expect(told).toHaveBeenCalledWith(said)
  })

  test('a number that is none ends it too', () => {
    const told = left()
    expect(() => wholeNumber('x', '--draws', '-3')).toThrow('left with 2')
    expect(told).toHaveBeenCalledWith('--draws must be a whole number from 1, got "-3"; usage: x')
  })
})
