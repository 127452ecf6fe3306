import type { Page, PutServiceOptions, ReadOptions } from '../../ports/index.js';
import { mayDo } from '../access/access.js';
import type { InvalidRequest, PutServiceRefusal, ReadRefusal } from '../booking/refusals.js';
import { parse, whole } from '../input/fields.js';
import { parseServiceId } from '../input/queries.js';
import { parseService } from '../input/service.js';
import { err, errAsync, ok, okAsync, type Result, ResultAsync } from '../result.js';
import type { Service } from '../schedule/policy.js';
import { asked, reading } from './call/reading.js';
import type { Dependencies } from './dependencies.js';
import { insist, type Repeat } from './insist.js';

export const getService = (
  deps: Dependencies,
  serviceId: string,
  options: ReadOptions = {},
): ResultAsync<Service, ReadRefusal> =>
  reading(deps, parseServiceId(serviceId), options, (actor, query): ResultAsync<Service, ReadRefusal> => {
    if (!mayDo(actor, 'see_services')) return errAsync({ kind: 'forbidden' });
    return asked(deps.store.catalog.get(query.serviceId)).andThen((service) =>
      service ? okAsync(service) : errAsync({ kind: 'not_found' as const }),
    );
  });

export const listServices = (deps: Dependencies, options: ReadOptions = {}): ResultAsync<Page<Service>, ReadRefusal> =>
  reading(deps, ok(undefined), options, (actor): ResultAsync<Page<Service>, ReadRefusal> => {
    if (!mayDo(actor, 'see_services')) return errAsync({ kind: 'forbidden' });
    return asked(deps.store.catalog.list()).map((items) => ({ items }));
  });

export const putService = (
  deps: Dependencies,
  input: unknown,
  options: PutServiceOptions = {},
): ResultAsync<Service, PutServiceRefusal> => {
  const wanted = parseService(input).andThen((service) => ifMatchOf(options).map((ifMatch) => ({ service, ifMatch })));
  return reading(deps, wanted, options, (actor, { service, ifMatch }): ResultAsync<Service, PutServiceRefusal> => {
    if (!mayDo(actor, 'put_service')) return errAsync({ kind: 'forbidden' });
    return new ResultAsync(put(deps, service, ifMatch, options.signal));
  });
};

const ifMatchOf = ({ ifMatch }: PutServiceOptions): Result<number | '*' | undefined, InvalidRequest> => {
  if (ifMatch === undefined || ifMatch === '*') return ok(ifMatch);
  return parse({ ifMatch: whole(0) }, { ifMatch }).map((parsed) => parsed.ifMatch);
};

async function put(
  deps: Dependencies,
  wanted: Service,
  ifMatch: number | '*' | undefined,
  signal: AbortSignal | undefined,
): Promise<Result<Service, PutServiceRefusal>> {
  const { catalog } = deps.store;
  const outcome = await insist(deps, signal, async (): Promise<Result<Service, PutServiceRefusal> | Repeat> => {
    if (signal?.aborted) return err({ kind: 'aborted' });
    const read = await catalog.get(wanted.serviceId);
    if (read.isErr()) return err({ kind: 'store_unavailable' });
    const current = read.value?.version ?? 0;
    const asAsked = ifMatch === undefined || (ifMatch === '*' ? current > 0 : ifMatch === current);
    if (!asAsked) return err({ kind: 'version_mismatch', current });

    const next = Object.freeze({ ...wanted, version: current + 1 });
    const written = await catalog.put(next);
    if (written.isErr()) return written.error.kind === 'conflict' ? 'again' : err({ kind: 'store_unavailable' });
    deps.policies.remember(next);
    return ok(next);
  });
  return outcome ?? err({ kind: 'try_again' });
}
