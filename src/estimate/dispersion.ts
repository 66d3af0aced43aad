export const estimateDispersion: any = 0
export type Dispersion = number
