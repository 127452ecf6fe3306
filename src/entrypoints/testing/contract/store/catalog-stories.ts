import { check, failure, same, value } from '../check.js';
import { SERVICE, service } from '../samples.js';
import type { Story } from '../story.js';

const spa = service(1, { serviceId: 'spa', minDurationMinutes: 30, maxDurationMinutes: 90, bufferAfterMinutes: 10 });

export const catalogStories: readonly Story[] = [
  {
    name: 'a service is found again as it was put, alone, in the list and by load',
    tags: ['catalog'],
    async tell({ store: { catalog, repository } }) {
      same(await value(catalog.get(SERVICE), 'get answers'), undefined, 'an unknown service is undefined');
      await value(catalog.put(spa), 'a new service is put');
      await value(catalog.put(service(1)), 'a new service is put');
      await value(catalog.put(service(2, { capacity: 7 })), 'the next version of a service is put');
      same(await value(catalog.get('spa'), 'get answers'), spa, 'a service comes back whole');
      same(
        await value(catalog.list(), 'list answers'),
        [service(2, { capacity: 7 }), spa],
        'the list has every service in its last version, by service id',
      );
      const loaded = await value(repository.load({ serviceId: 'spa', days: [] }), 'load answers');
      same(loaded.service, spa, 'load gives the service that was asked for');
    },
  },
  {
    name: 'a service is written only over the version before',
    tags: ['catalog'],
    async tell({ store: { catalog } }) {
      for (const version of [0, 2])
        await failure(catalog.put(service(version)), `version ${version} of a new service is refused`);
      await value(catalog.put(service(1)), 'a new service is put');
      await value(catalog.put(service(2)), 'the next version of a service is put');
      for (const version of [0, 1, 2, 4]) {
        const refused = await failure(
          catalog.put(service(version, { capacity: 9 })),
          `version ${version} after version 2 is refused`,
        );
        same(refused.kind, 'conflict', 'a version that does not follow is a conflict');
      }
      same(
        await value(catalog.get(SERVICE), 'get answers'),
        service(2),
        'a refused service leaves the stored one alone',
      );
    },
  },
  {
    name: '20 puts of one version of a service at once: one succeeds',
    tags: ['catalog', 'race'],
    async tell({ store: { catalog } }) {
      const puts = Array.from({ length: 20 }, (_, n) => catalog.put(service(1, { capacity: n + 1 })));
      const results = await Promise.all(puts);
      check(
        results.every((result) => result.isOk() || result.error.kind === 'conflict'),
        'a lost race is a conflict',
      );
      same(results.filter((result) => result.isOk()).length, 1, 'exactly one of them is stored');
    },
  },
];
