// A copy that nobody can write to: for what must stay as it was while the caller goes on working with the original.

/** Copies records and lists all the way down, frozen; what is frozen copies already is returned as it is, functions and other objects too. */
export function frozenCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null || copies.has(value)) return value
  const copy = Array.isArray(value)
    ? (value as readonly unknown[]).map(frozenCopy)
    : Object.getPrototypeOf(value) === Object.prototype
      ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, frozenCopy(each as unknown)]))
      : undefined
  if (copy === undefined) return value
  copies.add(copy)
  return Object.freeze(copy) as T
}

const copies = new WeakSet<object>()

/** Whether a value was made by `frozenCopy`: it is what it was when it was made. */
export function isFrozenCopy(value: object): boolean {
  return copies.has(value)
}
