// What was finished stays finished: each part is a file in a folder that is named after everything that its numbers depend on, written
// under another name and renamed when complete. A run that was interrupted finds whole parts of its own, or none.

import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'

import { version } from 'school-places'

/** A short name of the content: of the tables, the options, the version of the library and of the engine whose arithmetic it is. */
export function fingerprint(...content: readonly unknown[]): string {
  const hash = createHash('sha256').update(version).update(process.versions.v8)
  for (const each of content) hash.update(JSON.stringify(each))
  return hash.digest('hex').slice(0, 16)
}

/** A name of the bits of a result: two results with the same name are the same numbers. */
export function bitsOf(result: unknown): string {
  const hash = createHash('sha256')
  const walk = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
    else if (typeof value !== 'object' || value === null) hash.update(`${String(value)};`)
    else {
      for (const [name, each] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
        hash.update(`${name}:`)
        walk(each)
      }
    }
  }
  walk(result)
  return hash.digest('hex').slice(0, 16)
}

export function openFolder(out: string, name: string): string {
  const folder = join(out, name)
  mkdirSync(folder, { recursive: true })
  return folder
}

/** The content of a file that was finished before, or what `make` makes, kept for the next run. */
export async function keep<T>(folder: string, name: string, make: () => T | Promise<T>): Promise<T> {
  const file = join(folder, name)
  if (existsSync(file)) return deserialize(readFileSync(file)) as T
  const made = await make()
  const unfinished = `${file}.${randomUUID()}.part`
  writeFileSync(unfinished, serialize(made))
  renameSync(unfinished, file)
  return made
}
