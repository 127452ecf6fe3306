/**
 * How requests to DynamoDB and its answers are written, for bundles, in place of the SDK's module of that name: that one
 * goes through them letter by letter, by a description of each, for the sake of bytes and dates. Ours hold neither, so
 * they are JSON as they stand.
 */
export class DynamoDBJsonCodec2 {
  readonly setSerdeContext = ignoreContext;

  createSerializer() {
    let written = '';
    return {
      setSerdeContext: ignoreContext,
      write(_schema: unknown, value: unknown): void {
        written = JSON.stringify(value);
      },
      flush: (): string => written,
    };
  }

  createDeserializer() {
    return {
      setSerdeContext: ignoreContext,
      read: (_schema: unknown, data: Uint8Array): unknown => JSON.parse(Buffer.from(data).toString('utf8')),
      readObject: (_schema: unknown, value: unknown): unknown => value,
    };
  }
}

/** It says how bytes are to be written. */
function ignoreContext(): void {}
