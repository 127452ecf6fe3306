import { err, ok, type Result } from '../../domain/result.js';

/** Where the books are kept. */
export type KeptIn =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'dynamodb'; readonly tableName: string };

const TABLE_NAME = /^[\w.-]{3,255}$/;

/** As DynamoDB has it, else why not. */
export const parseTableName = (name: string): Result<string, string> =>
  TABLE_NAME.test(name) ? ok(name) : err(`a table's name has 3 to 255 letters, digits, "_", "-" and ".", not ${name}`);

/** From `memory:`, `sqlite:<file>` or `dynamodb:<table>`; else why not. */
export function parseKeptIn(address: string): Result<KeptIn, string> {
  if (address === 'memory:') return ok({ kind: 'memory' });
  const [, scheme = '', rest = ''] = /^([a-z]+):(.*)$/s.exec(address) ?? [];
  if (scheme === 'sqlite' && rest !== '') return ok({ kind: 'sqlite', file: rest });
  if (scheme === 'dynamodb') return parseTableName(rest).map((tableName) => ({ kind: 'dynamodb', tableName }));
  return err(`it must be sqlite:<file>, dynamodb:<table> or memory:, not ${address}`);
}
