import { canonical } from '../../domain/idempotency/fingerprint.js';
import { parseService } from '../../domain/input/service.js';
import { err, ok, type Result, ResultAsync } from '../../domain/result.js';
import type { Service } from '../../domain/schedule/policy.js';
import { insist, type Repeat } from '../../domain/use-cases/insist.js';
import type {
  Clock,
  Loaded,
  LoadKeys,
  Outcome,
  Random,
  ServiceCatalog,
  ServiceInput,
  Store,
  StoreDown,
} from '../../ports/index.js';

interface Pauses {
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * The store with these services put into its catalog before the first read of any; one that is already as given is
 * left alone, so that a restart writes nothing. A catalog that is down is tried again by the next call.
 * @throws TypeError when one of them is not a valid service, or given twice.
 */
export function servicesAtStart(store: Store, inputs: readonly ServiceInput[], pauses: Pauses): Store {
  const services = inputs.map(validService);
  const ids = services.map(({ serviceId }) => serviceId);
  const twice = ids.find((serviceId, at) => ids.indexOf(serviceId) !== at);
  if (twice !== undefined) throw new TypeError(`service ${JSON.stringify(twice)} is given twice`);
  let putting: Promise<Result<void, StoreDown>> | undefined;
  let isPut = false;

  const putOnce = async (): Promise<Result<void, StoreDown>> => {
    putting ??= putAll(store.catalog, services, pauses);
    try {
      const put = await putting;
      isPut = put.isOk();
      return put;
    } finally {
      if (!isPut) putting = undefined;
    }
  };
  const after = <T, E>(read: () => Outcome<T, E>): Outcome<T, E | StoreDown> =>
    isPut ? read() : new ResultAsync(putOnce()).andThen(() => new ResultAsync<T, E | StoreDown>(Promise.resolve(read())));

  const { repository, catalog } = store;
  return {
    ...store,
    repository: { ...repository, load: (keys: LoadKeys): Outcome<Loaded, StoreDown> => after(() => repository.load(keys)) },
    catalog: {
      get: (serviceId) => after(() => catalog.get(serviceId)),
      put: (service) => after(() => catalog.put(service)),
      list: () => after(() => catalog.list()),
    },
  };
}

function validService(input: ServiceInput): Service {
  const parsed = parseService(input);
  if (parsed.isOk()) return parsed.value;
  const problems = parsed.error.issues.map(({ path, rule }) => `${path}: ${rule}`).join(', ');
  throw new TypeError(`service ${JSON.stringify(input?.serviceId)} is not valid (${problems})`);
}

async function putAll(
  catalog: ServiceCatalog,
  services: readonly Service[],
  pauses: Pauses,
): Promise<Result<void, StoreDown>> {
  for (const service of services) {
    const put = await insist(pauses, undefined, () => putOne(catalog, service));
    if (!put) return err({ kind: 'store_unavailable', cause: new Error(`others keep changing ${service.serviceId}`) });
    if (put.isErr()) return put;
  }
  return ok(undefined);
}

async function putOne(catalog: ServiceCatalog, wanted: Service): Promise<Result<void, StoreDown> | Repeat> {
  const read = await catalog.get(wanted.serviceId);
  if (read.isErr()) return err(read.error);
  const version = read.value?.version ?? 0;
  if (read.value && canonical(read.value) === canonical({ ...wanted, version })) return ok(undefined);
  const put = await catalog.put({ ...wanted, version: version + 1 });
  if (put.isOk()) return ok(undefined);
  return put.error.kind === 'conflict' ? 'again' : err(put.error);
}
