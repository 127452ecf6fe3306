import { identifier } from '../../domain/input/fields.js';
import type { IdGenerator } from '../../ports/index.js';

/** An id that could not be asked for later must not be booked under now: that is a bug of the generator, and thrown. */
export const checkedIds = (ids: IdGenerator): IdGenerator => ({
  next() {
    const id = ids.next();
    if (identifier(id) === id) return id;
    throw new TypeError(`the id generator drew ${JSON.stringify(id)}: ids are 1 to 128 of A-Z a-z 0-9 . _ ~ -`);
  },
});
