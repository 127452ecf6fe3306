import { err, ok, type Result } from '../../domain/result.js';
import type { ServiceCatalog, ServiceConflict } from '../../ports/index.js';
import type { Connection } from './connection.js';
import type { Items } from './items.js';
import { serviceIn, wrote } from './rows.js';

export function createCatalog({ database, read, write }: Connection, items: Items): ServiceCatalog {
  const all = database.prepare('SELECT service FROM service ORDER BY service_id');
  const insert = database.prepare(
    'INSERT INTO service (version, service, service_id) VALUES (?, ?, ?) ON CONFLICT (service_id) DO NOTHING',
  );
  const update = database.prepare(
    'UPDATE service SET version = ?, service = ? WHERE service_id = ? AND version = ?',
  );

  return {
    get: (serviceId) => read(() => ok(items.service(serviceId))),
    put: (service) =>
      write((): Result<void, ServiceConflict> => {
        const row = [service.version, JSON.stringify(service), service.serviceId] as const;
        const put = service.version === 1 ? insert.run(...row) : update.run(...row, service.version - 1);
        return wrote(put) ? ok() : err({ kind: 'conflict', on: ['service'] });
      }),
    list: () => read(() => ok(all.all().map(serviceIn))),
  };
}
