import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Proxy {
  readonly url: string;
  /** Ends every connection that goes through it, and lets none through until `mend`. */
  cut(): void;
  mend(): void;
  /** Whoever connects from now on is led there; who is connected stays where they are. */
  leadTo(port: number): void;
  /** How many connections were ever made. */
  made(): number;
  close(): Promise<void>;
}

/** A wire to a Redis that can be cut, or led to another one. */
export async function proxyTo(first: number): Promise<Proxy> {
  const open = new Set<Socket>();
  let [port, isCut, made] = [first, false, 0];
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    made += 1;
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined);
      one.once('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  const endAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `redis://127.0.0.1:${own}`,
    cut() {
      isCut = true;
      endAll();
    },
    mend() {
      isCut = false;
    },
    leadTo(next) {
      port = next;
    },
    made: () => made,
    async close() {
      server.close();
      endAll();
      await once(server, 'close');
    },
  };
}
