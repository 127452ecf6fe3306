/** What both sides speak, by the name that a client asks for it. */
export const SUBPROTOCOL = 'holdfast.v1';

/** Those that a client offers in its `Sec-WebSocket-Protocol`, in its order of preference. */
export const subprotocolsIn = (header: string | undefined): readonly string[] =>
  (header ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
