import type { Booking, Page } from 'holdfast';

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** All bookings of a span, page by page, as a server lists them. Rejects when it does not answer. */
export async function listed(url: string, { from, to }: Span): Promise<readonly Booking[]> {
  const bookings: Booking[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ from, to, limit: '100', ...(cursor !== undefined && { cursor }) });
    const answer = await fetch(`${url}/bookings?${query.toString()}`);
    if (answer.status !== 200) throw new Error(`listing answered ${answer.status}`);
    const page = (await answer.json()) as Page<Booking>;
    bookings.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return bookings;
}
