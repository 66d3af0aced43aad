// Constants of the row loops, as numbers of 32 bits: the two forms of the loops must not differ in one of them.
// The polynomials are least-maximum fits by iterated weighted least squares, then rounded to 32 bits; their errors are given beside each.

/** −2 ln(1 + f) ÷ f for 1 + f from √½ to √2, to 3e-8 of its size. */
export const logarithm = [-2, 0.9999997615814209, -0.6666837334632874, 0.5000414848327637, -0.39913663268089294, 0.331248015165329, -0.29904571175575256, 0.2873360514640808, -0.1744450330734253] as const
/** sin(πt) ÷ t for |t| ≤ ½, in t², to 2e-8. */
export const sine = [3.1415927410125732, -5.167710304260254, 2.5500776767730713, -0.5982921719551086, 0.07765940576791763] as const
/** cos(πt) for |t| ≤ ½, in t², to 5e-8. */
export const cosine = [0.9999999403953552, -4.934792995452881, 4.058412075042725, -1.3318802118301392, 0.2196967899799347] as const
/** eˣ for |x| ≤ ½ ln 2, to 4e-9 before rounding; exactly 1 at 0. */
export const exponential = [1, 1, 0.5, 0.16666513681411743, 0.0416661873459816, 0.008369592018425465, 0.001395170227624476] as const

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
