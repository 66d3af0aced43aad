export const spreadOfBirths: any = 0
