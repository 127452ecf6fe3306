import type { Booking, CommandOptions, CreateBooking, RescheduleBooking } from '../../../../src/index.js';

/** What a process is told at its start. */
export interface Field {
  readonly tableName: string;
  readonly seed: number;
  /** How many instances of the library take turns in it; they share nothing but the table. */
  readonly instances: number;
  /** Of all transactions, answered with a conflict and not sent. */
  readonly conflictShare: number;
}

/** What a process is to ask of the library. */
export type Order = { readonly options?: CommandOptions } & (
  | { readonly create: CreateBooking }
  | { readonly reschedule: RescheduleBooking }
);

export type Told = { readonly booking: Booking; readonly replayed: boolean } | { readonly refused: string };

/** What came of a heap of orders. */
export interface Report {
  /** In the order of the orders. */
  readonly told: readonly Told[];
  /** How many transactions were sent, and how many of them were answered with a conflict that was none. */
  readonly transactions: number;
  readonly conflicts: number;
}

export const kindOf = (told: Told): string => ('refused' in told ? told.refused : 'ok');

/** How many there are of each. */
export const tally = (kinds: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, those]) => [kind, those.length]));
