// Constants of the row loops, as numbers of 32 bits: the two forms of the loops must not differ in one of them.
// The polynomials are least-maximum fits by iterated weighted least squares, then rounded to 32 bits; their errors are given beside each.

/** −2 ln(1 + f) ÷ f for 1 + f from √½ to √2, to 1.1e-6 of its size. */
export const logarithm = [-2.000001907348633, 1.000022292137146, -0.6662901639938354, 0.4981948733329773, -0.4099265933036804, 0.3733570873737335, -0.23792211711406708] as const
/** sin(πt) ÷ t for |t| ≤ ½, in t², to 9e-7 of its size. */
export const sine = [3.141589641571045, -5.167367935180664, 2.543604850769043, -0.55839604139328] as const
/** cos(πt) for |t| ≤ ½, in t², to 5e-8. */
export const cosine = [0.9999999403953552, -4.934792995452881, 4.058412075042725, -1.3318802118301392, 0.2196967899799347] as const
/** eˣ for |x| ≤ ½ ln 2, to 9e-8 before rounding; exactly 1 at 0. */
export const exponential = [1, 0.9999997019767761, 0.4999915063381195, 0.1666763573884964, 0.04189793020486832, 0.008290315046906471] as const
/** Up to here a log is its own rest when whole powers of 2 are taken off: a little below ½ ln 2. */
export const fewLogs = 0.3400000035762787

/** ½ of a step, and 2⁻³¹: 31 bits become a number above 0 and at most 1. */
export const [onHalf, oneStep] = [0.5, 4.656612873077393e-10] as const
/** 2⁻³²: a signed word becomes a number from −½ to ½. */
export const halfTurn = 2.3283064365386963e-10
/** The bits of √½: subtracting them leaves the exponent of a number above the mantissa. */
export const squareRootHalf = 0x3f3504f3
export const minusTwoLog2 = -1.3862943649291992
export const log2e = 1.4426950216293335
/** ln 2 in two parts, the first short enough that its products with whole numbers are exact. */
export const [highLog2, lowLog2] = [0.693359375, -0.00021219444170128554] as const
/** 1.5 × 2²³ */
export const roundingNumber = 12582912
/** No log is taken further than this: e²⁰ is 500 million. */
export const mostLog = 20

/** Wildest of all futures, in units of a usual one: one in 150 with 3 degrees of freedom. A wilder one would be no forecast, and would rule every mean. */
export const mostWild = 6
/** No cube root of a χ² over its degrees is taken as smaller; see `wildness`. */
export const leastRoot = 0.05000000074505806
