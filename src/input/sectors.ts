// Who provides a place.

export const sectors = ['public', 'private-inclusive', 'private', 'purchased'] as const
/** 公办、普惠民办、民办、购买. */
export type Sector = (typeof sectors)[number]
