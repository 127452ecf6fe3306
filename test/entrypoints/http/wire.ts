import type { Actor, Bookings } from 'holdfast';
import type { CalendarOptions } from 'holdfast/express';

/** A request as a scenario writes it, and the answer as a scenario reads it: the same over every transport. */
export interface WireRequest {
  readonly method: string;
  /** With the query. */
  readonly target: string;
  /** A list is a header that is sent more than once. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array | undefined;
  /** Who the transport shall find to be calling. */
  readonly as?: Actor | undefined;
}
export interface WireAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}
export interface Wire {
  send(request: WireRequest): Promise<WireAnswer>;
  /** `false`: this transport cannot hand the address over as it was sent. */
  readonly carries?: ((target: string) => boolean) | undefined;
  close(): Promise<void>;
}
/** `base` is where it is mounted. */
export type OpenWire = (bookings: Bookings, base: string, calendars?: CalendarOptions) => Promise<Wire>;
