// Numbers as sentences tell them: with commas, and with what is counted in the singular where there is one of it.

/**
 * A number with thousands commas and a true minus sign.
 *
 * @example
 * withCommas(-23100) // '−23,100'
 */
export function withCommas(value: number): string {
  const [whole = '', ...rest] = Math.abs(value).toString().split('.')
  return `${value < 0 ? '−' : ''}${[whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.')}`
}

/**
 * So many of something.
 *
 * @param one what is counted, as it follows on 1; `many` as it follows on any other number, with an s when left out
 * @example
 * counted(1, 'project') // '1 project'
 * counted(1200, 'flow was', 'flows were') // '1,200 flows were'
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${withCommas(count)} ${count === 1 ? one : many}`
}
