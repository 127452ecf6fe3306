import { setTimeout as wait } from 'node:timers/promises';
import type { Service } from '../../../src/index.js';
import type { Moment, Within } from '../history.js';

type Wanted = Pick<Service, 'serviceId'> & Partial<Service>;

/** The one who puts services, and knows from when to when each version can have been put. */
export class PolicyKeeper {
  readonly #token: string;
  readonly #begun: Moment = Date.now();
  readonly #windows = new Map<string, Within>();
  readonly #versions = new Map<string, number>();

  constructor(token: string) {
    this.#token = token;
  }

  /** Puts until it is known that the policy is stored; `urlOf` names a server for every try. */
  async put(urlOf: () => string, { serviceId, ...policy }: Wanted): Promise<void> {
    const earliest = Date.now();
    const before = this.#versions.get(serviceId) ?? 0;
    const ask = (init: RequestInit): Promise<number | undefined> =>
      fetch(`${urlOf()}/services/${serviceId}`, { ...init, headers: this.#headers }).then(
        async (response) => {
          const service: { readonly version?: number } = JSON.parse(await response.text());
          return response.ok ? service.version : undefined;
        },
        () => undefined,
      );

    let version = await ask({ method: 'PUT', body: JSON.stringify(policy) });
    while (version === undefined) {
      await wait(20);
      version = await ask({ method: 'PUT', body: JSON.stringify(policy) });
    }
    const latest = Date.now();
    // Puts whose answer was lost have taken the versions in between; all are of this policy.
    for (let put = before + 1; put <= version; put += 1) {
      this.#windows.set(`${serviceId} ${put}`, { earliest, latest });
    }
    this.#versions.set(serviceId, version);
  }

  windowOf({ serviceId, version }: Service, ended: Moment): Within {
    return this.#windows.get(`${serviceId} ${version}`) ?? { earliest: this.#begun, latest: ended };
  }

  get #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
  }
}
