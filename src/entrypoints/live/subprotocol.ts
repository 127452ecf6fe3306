/** What both sides speak, by the name that a client asks for it. */
export const SUBPROTOCOL = 'holdfast.v1';

const TICKET = 'ticket.';

/** The tickets among the subprotocols that a client offers. */
export const ticketsAmong = (offered: readonly string[]): readonly string[] =>
  offered.filter((name) => name.startsWith(TICKET)).map((name) => name.slice(TICKET.length));

/** Those that a client offers in its `Sec-WebSocket-Protocol`, in its order of preference. */
export const subprotocolsIn = (header: string | undefined): readonly string[] =>
  (header ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
