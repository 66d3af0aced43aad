// Keeps the house: who may import whom, no cycles, nothing impure in src/, one idea a file.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const source = join(root, 'src')

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : entry.name.endsWith('.ts') ? [join(folder, entry.name)] : []))
}

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

const files = filesBelow(source)
const text = new Map(files.map((file) => [relative(source, file), readFileSync(file, 'utf8')]))
const imports: Import[] = [...text].flatMap(([file, content]) =>
  // Imports of a module, and those of an optional package at the time it is needed.
  [...content.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'";]*?\s+from\s+)?'([^']+)'|\bimport()\('([^']+)'\)/gm)].map((match) => ({
    from: file,
    to: (match[2] ?? match[4])!.startsWith('.') ? relative(source, join(source, file, '..', (match[2] ?? match[4])!)).replace(/\.js$/, '.ts') : (match[2] ?? match[4])!,
    typeOnly: match[1] !== undefined,
  })),
)

const room = (file: string): string => (file.includes('/') ? file.slice(0, file.indexOf('/')) : 'entry')

// Rooms that a room may import at run time besides itself. A stage takes an earlier stage's result by type only.
const allowed: Record<string, readonly string[]> = {
  core: [],
  numeric: ['core/error.ts'],
  input: ['core', 'numeric'],
  standards: ['core', 'numeric'],
  estimate: ['core', 'numeric'],
  project: ['core', 'numeric'],
  supply: ['core', 'numeric'],
  balance: ['core', 'numeric'],
  resource: ['core', 'numeric'],
  schedule: ['core', 'numeric', 'balance', 'supply'],
  track: ['core', 'numeric'],
  evaluate: ['core', 'numeric', 'estimate', 'project', 'balance'],
  report: ['core', 'numeric'],
}

const thirdParty: Record<string, readonly string[]> = {
  'numeric/mean.ts': ['simple-statistics'],
  'numeric/select-in-place.ts': ['simple-statistics'],
  'numeric/smoothing.ts': ['d3-array', 'simple-statistics'],
  'numeric/linalg.ts': ['mathjs'],
  'resource/expression.ts': ['mathjs/number'],
  'schedule/solve.ts': ['highs'],
}

describe('the house', () => {
  test('there are imports to look at', () => {
    expect(imports.length).toBeGreaterThan(100)
    expect(imports.filter((each) => each.typeOnly).length).toBeGreaterThan(20)
  })

  test('rooms import only what the layer table allows', () => {
    const breaches = imports.filter(({ from, to, typeOnly }) => {
      if (typeOnly || !to.endsWith('.ts') || room(from) === 'entry') return false
      return room(to) !== room(from) && !allowed[room(from)]!.some((place) => to === place || room(to) === place)
    })
    expect(breaches).toEqual([])
  })

  test('other packages are used only where they are allowed', () => {
    const breaches = imports.filter(({ from, to }) => {
      if (to.endsWith('.ts')) return false
      const places = room(from) === 'input' ? ['zod/mini', 'zod/v4/core', 'd3-array'] : (thirdParty[from] ?? [])
      return !places.includes(to)
    })
    expect(breaches).toEqual([])
  })

  test('the kernel imports nothing but the slabs that it works on, and these import nothing', () => {
    const kernel = imports.filter(({ from }) => from === 'project/kernel.ts' || from === 'project/grade-slabs.ts')
    expect([...new Set(kernel.map(({ from, to }) => `${from} → ${to}`))]).toEqual(['project/kernel.ts → project/grade-slabs.ts'])
  })

  test('there are no cycles, type imports included', () => {
    const next = new Map<string, string[]>()
    for (const { from, to } of imports) if (to.endsWith('.ts')) next.set(from, [...(next.get(from) ?? []), to])
    const done = new Set<string>()
    const cycles: string[] = []
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
        return
      }
      if (done.has(file)) return
      for (const each of next.get(file) ?? []) visit(each, [...path, file])
      done.add(file)
    }
    for (const file of next.keys()) visit(file, [])
    expect(cycles).toEqual([])
  })

  test('nothing impure and nothing of Node is in src', () => {
    const impure = /Math\.random|Date\.now|new Date\(\)|\bconsole\.|\bprocess\.|from 'node:|require\(/
    expect([...text].filter(([, content]) => impure.test(content)).map(([file]) => file)).toEqual([])
  })

  test('a file is one idea: none above 250 lines, half of them under 150', () => {
    // Lists of re-exports and of words are tables, not ideas to follow.
    const lengths = [...text].map(([file, content]) => ({ file, lines: content.split('\n').length }))
    expect(lengths.filter(({ lines }) => lines > 250)).toEqual([])
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(150)
  })

  test('there is one barrel per entry point and none in the rooms', () => {
    expect([...text.keys()].filter((file) => file.split('/').at(-1) === 'index.ts')).toEqual(['index.ts'])
  })
})
