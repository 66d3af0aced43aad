// The inner loops of the noise, over typed arrays only: these and the sampler are where the time of a simulation goes.

/** Without branches: a source that is switched off adds zeros. What stays of each shock is added to the level. */
export function addLogs(
  logs: Float64Array,
  length: number,
  shocks: Float64Array,
  level: Float64Array,
  own: number,
  areaRow: Float64Array,
  wild: Float64Array,
  regionRows: Float64Array,
  shared: number,
  shock: number,
  carried: number,
  loading: number,
  scale: number,
  region: number,
  centre: number,
): void {
  for (let d = 0; d < length; d++) {
    const fresh = shocks[d]!
    const stayed = level[own + d]!
    level[own + d] = stayed + carried * fresh
    logs[d] = (shock * fresh + stayed + loading * areaRow[d]!) * scale * wild[d]! + region * regionRows[shared + d]! + centre
  }
}

/** Takes from the log of a row a part of that of the grade below a year before. */
export function turnRound(logs: Float64Array, length: number, before: Float64Array, below: number, turned: number): void {
  for (let d = 0; d < length; d++) logs[d]! -= turned * before[below + d]!
}

/** Multiplies a row by the exponential of its logs; counts stay at or above 0. */
export function multiplyRow(row: Float64Array, offset: number, length: number, logs: Float64Array): void {
  for (let d = 0; d < length; d++) {
    const pupils = row[offset + d]!
    const x = logs[d]!
    const factor = x > -0.35 && x < 0.35 ? nearExponential(x) : Math.exp(Math.max(-20, Math.min(20, x)))
    row[offset + d] = pupils > 0 ? pupils * factor : 0
  }
}

/** eˣ for |x| < 0.35: eight terms, exact to 2e-10, and several times as fast as Math.exp. */
function nearExponential(x: number): number {
  return 1 + x * (1 + x * (1 / 2 + x * (1 / 6 + x * (1 / 24 + x * (1 / 120 + x * (1 / 720 + x * (1 / 5040 + x / 40320)))))))
}
