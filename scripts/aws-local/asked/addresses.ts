import type { FunctionName } from '../deployed-functions.ts';
import type { Undoing } from '../undoing.ts';
import type { Asked } from './asked.ts';
import { PERMISSIONS, type Service } from './permissions.ts';
import { type AnswerFault, startTap } from './tap.ts';

/** Where a function finds what it asks. */
export type Addresses = Readonly<Record<Service, string>>;

/** Told of what a function has asked, and of what its role must allow for that; the answer waits for this one. */
export type OnAsked = (name: FunctionName, needed: readonly Asked[]) => AnswerFault | Promise<AnswerFault>;

/** Where each function finds these services: where they are, or behind a tap of the function's own when somebody listens. */
export async function addressesOf(
  services: Addresses,
  onAsked: OnAsked | undefined,
  undoing: Undoing,
): Promise<Readonly<Record<FunctionName, Addresses>>> {
  const behindTaps = async (name: FunctionName, hear: OnAsked): Promise<Addresses> => {
    const tap = async (service: Service): Promise<string> => {
      const started = await startTap(services[service], async (asked) => hear(name, PERMISSIONS[service](asked)));
      return undoing.add(started, (one) => one.close()).url;
    };
    return { dynamodb: await tap('dynamodb'), sns: await tap('sns'), connections: await tap('connections') };
  };
  const of = async (name: FunctionName): Promise<Addresses> => (onAsked ? behindTaps(name, onAsked) : services);
  return {
    http: await of('http'),
    stream: await of('stream'),
    websocket: await of('websocket'),
    authorizer: await of('authorizer'),
    sweep: await of('sweep'),
  };
}
