// A process that puts ten feeds into a file that others open at the same time.
import { DatabaseSync } from 'node:sqlite';
import { sqliteFeedTokens } from 'holdfast/adapters/sqlite';

const [file = '', name = ''] = process.argv.slice(2);
const feedTokens = sqliteFeedTokens(new DatabaseSync(file));
const feed = { of: { userId: 'ada' }, actor: { subject: 'ada', roles: ['user'] } } as const;
const put = await Promise.all(Array.from({ length: 10 }, async (_, n) => feedTokens.put(`${name}-${n}`, feed)));
process.send?.(put.every((result) => result.isOk()), () => process.disconnect());
