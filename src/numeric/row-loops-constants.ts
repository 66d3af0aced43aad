// Constants of the row loops, as numbers of 32 bits: the two forms of the loops must not differ in one of them.
// The polynomials are least-maximum fits by iterated weighted least squares, then rounded to 32 bits; their errors are given beside each.

/** −2 ln(1 + f) ÷ f for 1 + f from √½ to √2, to 5e-5 of its size: a radius to 2.5e-5, by turns too long and too short. */
export const logarithm = [-1.9999324083328247, 0.9989013075828552, -0.6727777123451233, 0.5418919920921326, -0.353161096572876] as const
/** sin(πt) ÷ t for |t| ≤ ½, in t², to 1.1e-6 of its size. */
export const sine = [3.141589641571045, -5.167367935180664, 2.543604850769043, -0.55839604139328] as const
/** cos(πt) for |t| ≤ ½, in t², to 7e-6. */
export const cosine = [0.9999933242797852, -4.933938026428223, 4.04128360748291, -1.222127079963684] as const
/** The root of eˣ for |x| ≤ ln 2, so that its square is eˣ to 6e-6; exactly 1 at 0. */
export const rootOfExponential = [1.0, 0.49998342990875244, 0.1250075399875641, 0.020984342321753502, 0.002594615565612912] as const
/** Up to here no power of 4 is taken off a log: a little below ln 2. Areas of few pupils, or of wild years, often pass half of it. */
export const fewLogs = 0.6899999976158142

/** ½ of a step of the 31 bits that become a number above 0. */
export const onHalf = 0.5
/** 2⁻³²: a signed word becomes a number from −½ to ½. */
export const halfTurn = 2.3283064365386963e-10
/** The bits of √½, of √½ · 2³¹, and those below the exponent: subtracting the second from a number of 31 bits leaves its exponent as a part of 2³¹ above its distance from the root. */
export const [squareRootHalf, rootOfRange, mantissa] = [0x3f3504f3, 0x3f3504f3 + (31 << 23), 0x7fffff] as const
export const minusTwoLog2 = -1.3862943649291992
/** 1 ÷ (2 ln 2): a log counts so many powers of 4, whose roots are powers of 2. */
export const powersOfFour = 0.7213475108146667
/** ln 4 in two parts, the first short enough that its products with whole numbers are exact. */
export const [highLog4, lowLog4] = [1.38671875, -0.0004243888834025711] as const
/** 1.5 × 2²³ */
export const roundingNumber = 12582912
/** No log is taken further than this: e²⁰ is 500 million. */
export const mostLog = 20

/** Wildest of all futures, in units of a usual one: one in 150 with 3 degrees of freedom. A wilder one would be no forecast, and would rule every mean. */
export const mostWild = 6
/** No cube root of a χ² over its degrees is taken as smaller; see `wildness`. */
export const leastRoot = 0.05000000074505806

/** Where the state of the generators stands, as an address: after the constants, before the rows. A key is put there before it is made a state. */
export const stateAt = 960
/** Where the numbers stand that say how a row moves, 32 bits each, and the ratio, of 64 bits: as arguments of a call they would take as long as twenty draws. */
export const [numbersAt, ratioAt] = [1024, 1056] as const
/** Their places: a shock is sampled with `cell` as its scale; see `addLogs` of row-loops.ts. */
export const placeOf = { cell: 0, shock: 1, carried: 2, scale: 3, area: 4, region: 5, centre: 6, turned: 7 } as const
