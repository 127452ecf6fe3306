import { Result } from 'neverthrow';
import { err, type ResultAsync } from '../../src/domain/result.js';
import type { ChangeSet, Conflict, Loaded, LoadKeys, Outcome, Store, StoreDown } from '../../src/ports/index.js';
import { type Asked, askedOf, carried, type Kind, type Waiting, way } from './line.js';
import { sawCommit, sawLoad } from './observation.js';
import type { Town } from './town.js';

/** The one store of the town, as one process reaches it: over a line that delays, loses, tears and repeats. */
export function simulatedStore(town: Town, process: Waiting): Store {
  const { repository, catalog, outbox } = town.store;
  if (!outbox) throw new Error('a store with an outbox');

  const ask = <T, E>(operation: string, kind: Kind, deed: () => Outcome<T, E>, heard?: (asked: Asked, value: T) => void) => {
    const asked = askedOf(town, operation, kind);
    return carried<T, E>(town, process, asked, async () => {
      const result = await deed();
      if (result.isOk()) heard?.(asked, result.value);
      return result;
    });
  };

  return {
    repository: {
      load: (keys) => load(town, process, keys),
      commit: (change) => commit(town, process, change),
      get: (bookingId) =>
        ask('get', 'read', () => repository.get(bookingId), ({ errand: { knows } }, booking) => {
          if (knows.bookingVersion !== undefined && booking?.version !== knows.bookingVersion) {
            town.saw('failed re-check of a refusal');
          }
        }),
      history: (bookingId, afterVersion, limit) =>
        ask('history', 'read', () => repository.history(bookingId, afterVersion, limit), ({ errand }, [first]) => {
          if (first && errand.knows.unheardCommit && town.drawnBy(errand, first.requestId)) {
            town.saw('lost acknowledgement found by its event');
          }
        }),
      list: (query) => ask('list', 'read', () => town.replica.repository.list(query)),
      listLapsedHolds: (now, limit, cursor) =>
        ask('lapsed holds', 'read', () => town.replica.repository.listLapsedHolds(now, limit, cursor)),
    },
    catalog: {
      get: (serviceId) => ask('service', 'read', () => catalog.get(serviceId)),
      put: (service) =>
        ask('put service', 'write', () => catalog.put(service), () => {
          const at = town.timeline.step;
          town.history.push({ entry: 'service', earliest: at, latest: at, service });
        }),
      list: () => ask('services', 'read', () => catalog.list()),
    },
    outbox: {
      lease: (relayId, now, leaseMs, limit) =>
        ask('lease', 'read', () => outbox.lease(relayId, now, leaseMs, limit), ({ errand }, leased) => {
          errand.knows.leased = leased.length;
        }),
      delivered: (eventIds) =>
        ask('delivered', 'write', () => outbox.delivered(eventIds), ({ errand }) => {
          errand.knows.leased -= eventIds.length;
        }),
      failed: (relayId, eventId, error, retryAt) =>
        ask('failed', 'write', () => outbox.failed(relayId, eventId, error, retryAt), ({ errand }, isOurs) => {
          errand.knows.leased -= 1;
          if (isOurs && retryAt === 'park') town.saw('parking');
        }),
      parked: (limit, cursor) => ask('parked', 'read', () => outbox.parked(limit, cursor)),
      unpark: (eventId) => ask('unpark', 'write', () => outbox.unpark(eventId)),
    },
    ping: () => ask('ping', 'read', () => town.store.ping()),
  };
}

/** Each item is read at a moment of its own; the answer goes back when the last one has been. */
function load(town: Town, process: Waiting, keys: LoadKeys): ResultAsync<Loaded, StoreDown> {
  const { repository } = town.store;
  const asked = askedOf(town, 'load', 'read');
  const pieces: readonly LoadKeys[] = [
    ...(keys.record === undefined ? [] : [{ record: keys.record, days: [] }]),
    ...(keys.bookingId === undefined ? [] : [{ bookingId: keys.bookingId, days: [] }]),
    ...(keys.serviceId === undefined ? [] : [{ serviceId: keys.serviceId, days: [] }]),
    ...keys.days.map((day) => ({ days: [day] })),
  ];
  const readAt = (piece: LoadKeys, n: number): Promise<Result<Loaded, StoreDown>> =>
    new Promise((resolve) => {
      town.timeline.after(way(asked.chance, `piece ${n}`, false), `${asked.what}: ${JSON.stringify(piece)}`, () =>
        resolve(repository.load(piece)),
      );
    });
  return carried<Loaded, StoreDown>(town, process, asked, async () => {
    const read = Result.combine(await Promise.all(pieces.map(readAt)));
    return read.map((items) => {
      const loaded = items.reduce((all, one) => ({
        record: all.record ?? one.record,
        booking: all.booking ?? one.booking,
        service: all.service ?? one.service,
        days: [...all.days, ...one.days],
      }));
      sawLoad(town, asked.errand, loaded);
      return loaded;
    });
  });
}

function commit(town: Town, process: Waiting, change: ChangeSet): ResultAsync<void, Conflict | StoreDown> {
  const asked = askedOf(town, 'commit', 'commit');
  const { errand, met } = asked;
  const { capacity } = errand.knows;
  if (met === 'lost' || met === 'unheard' || met === 'late') errand.knows.unheardCommit = true;
  return carried<void, Conflict | StoreDown>(town, process, asked, async () => {
    if (met === 'conflict') return err({ kind: 'conflict', on: ['day'] });
    const see = sawCommit(town, errand, change);
    const result = await town.store.repository.commit(change);
    see(result, capacity);
    return result;
  });
}
