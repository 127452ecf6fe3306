/** The stored data contradicts itself. Not a refusal: nothing a caller does can mend it, so it is thrown. */
export class CorruptServiceDay extends Error {
  constructor(bookingId: string, day: string) {
    super(`Service day ${day} does not hold the units that booking ${bookingId} claims of it`);
    this.name = 'CorruptServiceDay';
  }
}
