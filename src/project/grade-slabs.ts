// Room for the kernel's way from grade to grade: a grade's rows of all years, made from those of the grade below, multiplied two numbers at a
// time where WebAssembly may run. Written to the result together, 100 kB at a time go half again as fast as row by row.

export interface GradeSlabs {
  /** Two by turns, for a grade and for the one below, each of years + 1 rows. */
  readonly slabs: readonly Float64Array[]
  /** Multiplies a row of the other slab, from `from` on, to a row of `slab` at `to`; rows of later years must come after. */
  scaleTo(slab: number, to: number, from: number, draws: number, factor: number): void
}

/** Below this many draws a row is done before it is here; above so many numbers the slabs do not stay in fast memory. */
const [fewDraws, manyNumbers] = [64, 65_536]
/** Numbers that the loop may write beyond the end of a row. */
const beyond = 16

/** The loop of wasm/kernel-loop.ts, assembled. */
const loopCode =
  'AGFzbQEAAAABCAFgBH9/f3wAAhABBHJvd3MGbWVtb3J5AgABAwIBAAcLAQdzY2FsZVRvAAAKrwEBrAEBAXsgA/0UIQQDQCAAIAH9AAAAIAT98gH9CwAAIAAgAf0AABAgBP3yAf0LABAgACAB/QAAICAE/fIB/QsAICAAIAH9AAAwIAT98gH9CwAwIAAgAf0AAEAgBP3yAf0LAEAgACAB/QAAUCAE/fIB/QsAUCAAIAH9AABgIAT98gH9CwBgIAAgAf0AAHAgBP3yAf0LAHAgAEGAAWohACABQYABaiEBIAEgAkkNAAsL'

interface Engine {
  readonly Module: new (code: Uint8Array) => object
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

interface Loop {
  readonly buffer: ArrayBuffer
  scaleTo(to: number, from: number, end: number, factor: number): void
}

let loop: Loop | 'refused' | undefined
let kept: { readonly length: number; readonly slabs: GradeSlabs } | undefined

/**
 * The slabs, which are the same for every projection: one is over before the next begins. None where rows are short or many, or where the engine
 * runs no such loop; without them the bits are the same.
 */
export function takeSlabs(years: number, draws: number): GradeSlabs | undefined {
  const length = (years + 1) * draws
  if (draws < fewDraws || length + beyond > manyNumbers) return undefined
  loop ??= openLoop()
  if (loop === 'refused') return undefined
  if (kept?.length !== length) kept = { length, slabs: makeSlabs(length, loop) }
  return kept.slabs
}

function makeSlabs(length: number, { buffer, scaleTo }: Loop): GradeSlabs {
  const places = [0, (length + beyond) * 8] as const
  return {
    slabs: places.map((at) => new Float64Array(buffer, at, length)),
    scaleTo(slab, to, from, draws, factor) {
      const start = places[1 - slab]! + from * 8
      scaleTo(places[slab]! + to * 8, start, start + draws * 8, factor)
    },
  }
}

function openLoop(): Loop | 'refused' {
  try {
    const { Memory, Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly
    const memory = new Memory({ initial: (2 * manyNumbers * 8) / 65_536 })
    const module = new Module(Uint8Array.from(atob(loopCode), (letter) => letter.charCodeAt(0)))
    const { scaleTo } = new Instance(module, { rows: { memory } }).exports as Pick<Loop, 'scaleTo'>
    return { buffer: memory.buffer, scaleTo }
  } catch {
    // No WebAssembly, none of its vectors, or a page whose rules forbid code made at run time.
    return 'refused'
  }
}
