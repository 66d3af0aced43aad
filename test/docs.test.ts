// Every example in a doc comment and every snippet of the README runs and gives what it says.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { transformSync } from 'esbuild'
import * as main from 'school-places'
import * as evaluation from 'school-places/evaluate'
import * as facts from 'school-places/facts'
import * as indicators from 'school-places/indicators'
import * as report from 'school-places/report'
import * as schedule from 'school-places/schedule'
import * as standards from 'school-places/standards'
import * as track from 'school-places/track'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const scope: Record<string, unknown> = { ...main, ...evaluation, ...facts, ...indicators, ...report, ...schedule, ...standards, ...track }

function evaluate(body: string, extra: Record<string, unknown> = {}): unknown {
  const names = { ...scope, ...extra }
  return new Function(...Object.keys(names), body)(...Object.values(names)) as unknown
}

interface Example {
  readonly file: string
  readonly code: string
}

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const examples: Example[] = sources.flatMap((file) =>
  [...readFileSync(join(root, 'src', file), 'utf8').matchAll(/\* @example\n((?:\s*\* .*\n)+)/g)].map((match) => ({
    file,
    code: match[1]!.replace(/^\s*\* ?/gm, '').trim(),
  })),
)

describe('examples in doc comments', () => {
  const runnable = examples.filter(({ code }) => code.split('\n').some((line) => !line.startsWith('//')))

  test('there are many', () => expect(runnable.length).toBeGreaterThan(15))

  test.each(runnable)('$file: $code', async ({ file, code }) => {
    // Parts that are not public have examples too: the example's own file is in scope.
    const own = (await import(join(root, 'src', file))) as Record<string, unknown>
    const checks: [string, string][] = []
    const body = code
      .split('\n')
      .map((line) => {
        const match = /^(.*\S)\s*\/\/ (.+)$/.exec(line)
        if (match === null || line.startsWith('//')) return line
        checks.push([match[1]!, match[2]!])
        return `__results.push(${match[1]!})`
      })
      .join('\n')
    const results: unknown[] = []
    evaluate(body, { ...own, __results: results })
    expect(checks.length).toBeGreaterThan(0)
    const plain = (value: unknown): unknown => (ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value)
    checks.forEach(([, value], i) => expect(plain(results[i])).toEqual(plain(evaluate(`return (${value})`, own))))
  })
})

describe('snippets of the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const snippets = [...readme.matchAll(/```ts\n([\s\S]*?)```(?:\s*```text\n([\s\S]*?)```)?/g)].map((match) => ({ code: match[1]!, printed: match[2] }))

  test('there is one with its printed result', () => expect(snippets.some((each) => each.printed !== undefined)).toBe(true))

  test.each(snippets)('$code', ({ code, printed }) => {
    const lines: string[] = []
    const plain = transformSync(code.replace(/^import (type )?.*$/gm, ''), { loader: 'ts' }).code
    evaluate(plain, { console: { log: (...values: unknown[]) => lines.push(values.join(' ')) } })
    if (printed !== undefined) expect(lines.join('\n').trim()).toBe(printed.trim())
  })
})

describe('the change log', () => {
  test('has an entry for the version', () => {
    expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toContain(`## ${main.version}`)
  })
})
