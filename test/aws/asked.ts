import type { OnAsked } from '../../scripts/aws-local/asked/addresses.ts';
import { tableArn } from '../../scripts/aws-local/asked/permissions.ts';
import { ACCOUNT, REGION } from '../../scripts/aws-local/function-process.ts';
import { API_ID, STAGE } from '../../scripts/aws-local/websocket/event.ts';
import { allowedTo, doneFor, type FunctionName, type Permission, USES } from '../deployment/permissions.js';
import { type Arranged, arranged } from './arranged.js';

/** As IAM matches a permission of the template's, its references resolved as they are on this machine. */
function covers(permission: Permission, asked: Permission, { table, topic }: Arranged): boolean {
  const values: ReadonlyMap<string, string> = new Map([
    ['${Table.Arn}', tableArn(table.tableName)],
    ['${Topic}', topic.topicArn],
    ['${AWS::Partition}', 'aws'],
    ['${AWS::Region}', REGION],
    ['${AWS::AccountId}', ACCOUNT],
    ['${WebSocketApi}', API_ID],
    ['${WebSocketStage}', STAGE],
  ]);
  const resolved = permission.replaceAll(/\$\{[^}]+\}/g, (reference) => values.get(reference) ?? reference);
  return resolved.endsWith('*') ? asked.startsWith(resolved.slice(0, -1)) : asked === resolved;
}

export interface Listened {
  readonly aws: Arranged;
  /** Decides on each answer from now on. */
  answer(by: OnAsked): void;
  /** What functions asked and their roles do not allow. */
  refused(): Readonly<Partial<Record<FunctionName, readonly Permission[]>>>;
  /** What the function's role allows and it has not asked. */
  idle(name: FunctionName): readonly Permission[];
}

/** Everything, until the test is over; what the functions ask of AWS is held against what the template allows them. */
export async function listenedTo(): Promise<Listened> {
  const all = new Map<string, Set<Permission>>();
  let answeredBy: OnAsked = () => undefined;
  const aws = await arranged({
    onAsked(name, needed) {
      all.set(name, new Set([...(all.get(name) ?? []), ...needed]));
      return answeredBy(name, needed);
    },
  });
  const askedBy = (name: FunctionName): readonly Permission[] => [...(all.get(name.toLowerCase()) ?? [])];
  const names = Object.keys(USES) as readonly FunctionName[];
  return {
    aws,
    answer(by) {
      answeredBy = by;
    },
    refused() {
      const beyond = names.map((name): [FunctionName, readonly Permission[]] => {
        const allowed = allowedTo(name);
        return [name, askedBy(name).filter((one) => !allowed.some((permission) => covers(permission, one, aws)))];
      });
      return Object.fromEntries(beyond.filter(([, permissions]) => permissions.length > 0));
    },
    idle(name) {
      const own = allowedTo(name).filter((permission) => !doneFor(name).includes(permission));
      return own.filter((permission) => !askedBy(name).some((one) => covers(permission, one, aws)));
    },
  };
}
