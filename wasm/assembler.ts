// A small assembler for WebAssembly modules of one memory and plain loops: as much of the binary format as the row loops need, and no more.
// Source of the format and of the opcodes: WebAssembly Core Specification 2.0, sections 5 (binary format) and 5.4.9 (vector instructions).

/** Instructions, already encoded. */
export type Code = readonly number[]

const types = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const
export type ValueType = keyof typeof types

/** A parameter or a variable of a function. */
export interface Local {
  readonly get: Code
  set(value: Code): Code
}

/** Unsigned LEB128. */
function natural(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...natural(value >>> 7)]
}

/** Signed LEB128. */
function integer(value: number): Code {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...integer(value >> 7)]
}

const vector = (code: number) => (...operands: readonly Code[]): Code => [...operands.flat(), 0xfd, ...natural(code)]
const scalar = (code: number) => (...operands: readonly Code[]): Code => [...operands.flat(), code]
/** An access to memory; the alignment is a hint and 1 is always allowed. */
const access = (code: number) => (address: Code, offset = 0): Code => [...address, 0xfd, ...natural(code), 0, ...natural(offset)]

export const i32 = {
  constant: (value: number): Code => [0x41, ...integer(value)],
  load: (address: Code, offset = 0): Code => [...address, 0x28, 2, ...natural(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0x36, 2, ...natural(offset)],
  add: scalar(0x6a),
  subtract: scalar(0x6b),
  less: scalar(0x49),
  greater: scalar(0x4b),
  greaterOrEqual: scalar(0x4f),
  equal: scalar(0x46),
  multiply: scalar(0x6c),
  shiftLeft: scalar(0x74),
  shiftRight: scalar(0x75),
  and: scalar(0x71),
  or: scalar(0x72),
  isZero: scalar(0x45),
}
export const i32x4 = { splat: vector(17), lane: (value: Code, lane: number): Code => [...value, 0xfd, 27, lane], fromLowDoubles: vector(252), greater: vector(59), greatest: vector(184), equal: vector(55), shiftLeft: vector(171), shiftRight: vector(172), shiftRightUnsigned: vector(173), add: vector(174), subtract: vector(177), multiply: vector(181) }
export const f32x4 = {
  splat: vector(19),
  greater: vector(68),
  absolute: vector(224),
  squareRoot: vector(227),
  add: vector(228),
  subtract: vector(229),
  multiply: vector(230),
  divide: vector(231),
  /** b < a ? b : a, as x86 and ARM have it in one instruction. */
  least: vector(234),
  /** a < b ? b : a */
  most: vector(235),
  fromInteger: vector(250),
}
export const f64x2 = {
  splat: vector(20),
  lane: (value: Code, lane: number): Code => [...value, 0xfd, 33, lane],
  less: vector(73),
  fromLowFloats: vector(95),
  add: vector(240),
  subtract: vector(241),
  multiply: vector(242),
  least: vector(246),
  most: vector(247),
}
export const f32 = { load: (address: Code): Code => [...address, 0x2a, 2, 0] }
export const f64 = {
  load: (address: Code, offset = 0): Code => [...address, 0x2b, 3, ...natural(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0x39, 3, ...natural(offset)],
  equal: scalar(0x61),
  greater: scalar(0x64),
  add: scalar(0xa0),
}
export const i64x2 = { subtract: vector(209), lane: (value: Code, lane: number): Code => [...value, 0xfd, 29, lane] }
export const i64 = { add: scalar(0x7c), greater: scalar(0x55), toI32: scalar(0xa7), bitsOf: scalar(0xbd) }
export const v128 = {
  /** Four whole numbers of 32 bits. */
  words: (...four: readonly [number, number, number, number]): Code => [0xfd, 12, ...new Uint8Array(Int32Array.from(four, (word) => word | 0).buffer)],
  load: access(0),
  loadTwice: access(7),
  /** Loads a number of 32 bits into all four places, or one of 64 bits into both. */
  loadFour: access(9),
  loadBoth: access(10),
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0xfd, 11, 0, ...natural(offset)],
  /** Stores one number of 64 bits of a vector. */
  storeLane: (address: Code, value: Code, lane: number): Code => [...address, ...value, 0xfd, 91, 0, 0, lane],
  and: vector(78),
  or: vector(80),
  xor: vector(81),
  /** 1 if any bit is set, else 0. */
  anyTrue: vector(83),
  /** The upper half of a vector in both halves of the result. */
  highHalf: (value: Code): Code => [...value, ...value, 0xfd, 13, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15],
}

/** Numbers that loops use again and again, four times each, in memory from address 0: loading one is faster than making it anew. */
export interface Table {
  bytes(): Uint8Array
  /** Loads four times a number of 32 bits with a point. */
  float(value: number): Code
  /** Loads four times a whole number of 32 bits. */
  word(value: number): Code
}

export function createTable(size: number): Table {
  const view = new DataView(new ArrayBuffer(16 * size))
  let count = 0
  const word = (value: number): Code => {
    let at = 0
    while (at < count && view.getInt32(16 * at, true) !== (value | 0)) at++
    if (at === count) for (let lane = 0; lane < 4; lane++) view.setInt32(16 * at + 4 * lane, value, true)
    count = Math.max(count, at + 1)
    return v128.load(i32.constant(0), 16 * at)
  }
  return { bytes: () => new Uint8Array(view.buffer, 0, 16 * count), word, float: (value) => word(new Int32Array(Float32Array.of(value).buffer)[0]!) }
}

/** Calls the function of that position in the module. */
export function call(position: number, ...operands: readonly Code[]): Code {
  return [...operands.flat(), 0x10, ...natural(position)]
}

export interface FunctionCode {
  readonly name: string
  readonly bytes: Code
  readonly type: Code
}

/** Writes one function: `body` gets its parameters and a maker of further variables, and returns its instructions in order, the result last. */
export function defineFunction<const P extends readonly ValueType[]>(
  name: string,
  parameters: P,
  body: (parameters: { readonly [K in keyof P]: Local }, variable: (type: ValueType) => Local) => readonly Code[],
  result?: ValueType,
): FunctionCode {
  const local = (index: number): Local => ({ get: [0x20, ...natural(index)], set: (value) => [...value, 0x21, ...natural(index)] })
  const variables: ValueType[] = []
  const given = parameters.map((_, i) => local(i)) as unknown as { readonly [K in keyof P]: Local }
  const code = body(given, (type) => local(parameters.length + variables.push(type) - 1)).flat()
  const declared = [...natural(variables.length), ...variables.flatMap((type) => [1, types[type]])]
  const content = [...declared, ...code, 0x0b]
  return { name, bytes: [...natural(content.length), ...content], type: [0x60, ...list(parameters.map((type) => [types[type]])), ...list(result === undefined ? [] : [[types[result]]])] }
}

/** Repeats `body` while the variable, raised by `step` each time, is below `end`; at least once. */
export function repeat(at: Local, step: number, end: Local, body: readonly Code[]): Code {
  return [0x03, 0x40, ...body.flat(), ...at.set(i32.add(at.get, i32.constant(step))), ...i32.less(at.get, end.get), 0x0d, 0, 0x0b]
}

/** Repeats `body` while the condition holds, which may be never. */
export function during(condition: Code, body: readonly Code[]): Code {
  return [0x02, 0x40, 0x03, 0x40, ...i32.isZero(condition), 0x0d, 1, ...body.flat(), 0x0c, 0, 0x0b, 0x0b]
}

/** Returns from the function. */
export const leave = (...results: readonly Code[]): Code => [...results.flat(), 0x0f]

/** Does the one or the other. */
export function choose(condition: Code, then: readonly Code[], otherwise: readonly Code[]): Code {
  return [...condition, 0x04, 0x40, ...then.flat(), 0x05, ...otherwise.flat(), 0x0b]
}

function list(items: readonly Code[]): Code {
  return [...natural(items.length), ...items.flat()]
}

const name = (text: string): Code => list([...new TextEncoder().encode(text)].map((byte) => [byte]))
const section = (id: number, content: Code): Code => [id, ...natural(content.length), ...content]

/** "\\0asm", version 1. */
const header: Code = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

/** The module: it takes the memory `rows.memory`, writes the table to its beginning if there is one, and gives the functions by name. */
export function assemble(functions: readonly FunctionCode[], table?: Table): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...header,
    ...section(1, list(functions.map(({ type }) => type))),
    ...section(2, list([[...name('rows'), ...name('memory'), 2, 0, 1]])),
    ...section(3, list(functions.map((_, i) => natural(i)))),
    ...section(7, list(functions.map((each, i) => [...name(each.name), 0, ...natural(i)]))),
    ...section(10, list(functions.map(({ bytes }) => bytes))),
    ...(table === undefined ? [] : section(11, [1, 0, ...i32.constant(0), 0x0b, ...list([...table.bytes()].map((byte) => [byte]))])),
  ])
}
