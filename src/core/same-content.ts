// Whether two plain values hold the same: what tells a run that nothing changed although the tables were made anew.

/**
 * Compares plain data by content: records, lists, typed arrays, texts and numbers (NaN equals NaN, −0 is not 0). Functions, maps and the like by identity.
 *
 * A field that is undefined is as one that is not there. Cost: O(size), nothing for what is the very same object.
 * @example
 * sameContent([{ year: 2021, pupils: NaN }], [{ pupils: NaN, year: 2021 }]) // true
 */
export function sameContent(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) !== Array.isArray(right) || ArrayBuffer.isView(left) !== ArrayBuffer.isView(right)) return false
  if (isList(left) && isList(right)) {
    if (left.length !== right.length) return false
    for (let i = 0; i < left.length; i++) if (!sameContent(left[i], right[i])) return false
    return true
  }
  if (Object.getPrototypeOf(left) !== Object.prototype || Object.getPrototypeOf(right) !== Object.prototype) return false
  const [a, b] = [left as Readonly<Record<string, unknown>>, right as Readonly<Record<string, unknown>>]
  for (const name in a) if (!sameContent(a[name], b[name])) return false
  for (const name in b) if (b[name] !== undefined && a[name] === undefined) return false
  return true
}

function isList(value: object): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value)
}
