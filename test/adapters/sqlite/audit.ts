import { DatabaseSync } from 'node:sqlite';
import { type Audit, audited } from '../books.js';

/** Reads the file behind the store's back. */
export function auditOf(file: string, now = 0): Audit {
  const reader = new DatabaseSync(file, { readOnly: true });
  try {
    const all = (sql: string) => reader.prepare(sql).all();
    return audited(
      {
        bookings: all('SELECT state FROM booking').map((row) => JSON.parse(String(row['state']))),
        eventIds: all(`SELECT booking_id || ':' || version AS id FROM event`).map((row) => String(row['id'])),
        days: all('SELECT service_id, day, claims FROM service_day').map((row) => ({
          serviceId: String(row['service_id']),
          day: String(row['day']),
          claims: JSON.parse(String(row['claims'])),
        })),
      },
      now,
    );
  } finally {
    reader.close();
  }
}
