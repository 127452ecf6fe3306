import type { OnAsked } from '../../scripts/aws-local/asked/addresses.ts';
import type { Asked } from '../../scripts/aws-local/asked/asked.ts';
import { tableArn } from '../../scripts/aws-local/asked/dynamodb.ts';
import { ACCOUNT, REGION } from '../../scripts/aws-local/function-process.ts';
import { API_ID, STAGE } from '../../scripts/aws-local/websocket/event.ts';
import { doneFor, type FunctionName, type Grant, grantsTo, keyByKey, type Permission, permissionsIn, USES } from '../deployment/permissions.js';
import { type Arranged, arranged } from './arranged.js';

const isLike = (pattern: string, value: string): boolean =>
  pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : value === pattern;

/** A permission of the template's, its references resolved as they are on this machine. */
function resolved(permission: Permission, { table, topic }: Arranged): Permission {
  const values: ReadonlyMap<string, string> = new Map([
    ['${Table.Arn}', tableArn(table.tableName)],
    ['${Topic}', topic.topicArn],
    ['${AWS::Partition}', 'aws'],
    ['${AWS::Region}', REGION],
    ['${AWS::AccountId}', ACCOUNT],
    ['${WebSocketApi}', API_ID],
    ['${WebSocketStage}', STAGE],
  ]);
  return permission.replaceAll(/\$\{[^}]+\}/g, (reference) => values.get(reference) ?? reference);
}

const isOneOf = (patterns: readonly string[], key: string): boolean => patterns.some((pattern) => isLike(pattern, key));

/** Whether it is about that, be it with some of its keys. */
const concerns = ({ permission, keys }: Grant, asked: Asked, aws: Arranged): boolean =>
  isLike(resolved(permission, aws), asked.permission) && (!keys || asked.keys.some((key) => isOneOf(keys, key)));

/** As IAM decides: one statement has to allow all of it, every key included. */
const covers = (grant: Grant, asked: Asked, aws: Arranged): boolean =>
  concerns(grant, asked, aws) && asked.keys.every((key) => !grant.keys || isOneOf(grant.keys, key));

export interface Listened {
  readonly aws: Arranged;
  /** Decides on each answer from now on. */
  answer(by: OnAsked): void;
  /** What functions asked and their roles do not allow. */
  refused(): Readonly<Partial<Record<FunctionName, readonly Asked[]>>>;
  /** What the function's role allows and it has not asked. */
  idle(name: FunctionName): readonly Permission[];
}

/** Everything, until the test is over; what the functions ask of AWS is held against what the template allows them. */
export async function listenedTo(): Promise<Listened> {
  const all = new Map<string, readonly Asked[]>();
  let answeredBy: OnAsked = () => undefined;
  const aws = await arranged({
    onAsked(name, needed) {
      all.set(name, [...(all.get(name) ?? []), ...needed]);
      return answeredBy(name, needed);
    },
  });
  const askedBy = (name: FunctionName): readonly Asked[] => all.get(name.toLowerCase()) ?? [];
  const names = Object.keys(USES) as readonly FunctionName[];
  return {
    aws,
    answer(by) {
      answeredBy = by;
    },
    refused() {
      const beyond = names.map((name): [FunctionName, readonly Asked[]] => {
        const grants = grantsTo(name);
        return [name, askedBy(name).filter((one) => !grants.some((grant) => covers(grant, one, aws)))];
      });
      return Object.fromEntries(beyond.filter(([, asked]) => asked.length > 0));
    },
    idle(name) {
      const own = grantsTo(name).filter(({ permission }) => !doneFor(name).includes(permission));
      const unused = own.flatMap(keyByKey).filter((grant) => !askedBy(name).some((one) => concerns(grant, one, aws)));
      return unused.flatMap(permissionsIn);
    },
  };
}
