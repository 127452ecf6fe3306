import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../commands.ts';
import type { Addresses } from './asked/addresses.ts';
import { LambdaFunction } from './lambda-function.ts';
import type { DeployedFunction, Deployment } from './template.ts';

export type FunctionName = 'http' | 'stream' | 'websocket' | 'authorizer' | 'sweep';

export interface FunctionOptions {
  /** Stops every process at the instant of its reply. */
  readonly freezes?: boolean | undefined;
  /** How many processes a function may have. Default: 4. */
  readonly mostProcesses?: number | undefined;
  /** Told what they print. */
  readonly onLog?: ((name: FunctionName, text: string) => void) | undefined;
}

export interface DeployedFunctions extends Readonly<Record<FunctionName, LambdaFunction>> {
  /** Kills all of their processes, and removes their code. */
  remove(): Promise<void>;
}

function variablesOf(name: string, { environment, variables }: DeployedFunction, values: Readonly<Record<string, string>>) {
  const given = variables.map((variable) => {
    const value = values[variable];
    if (value === undefined) throw new Error(`the template gives ${name} a variable that is not known here: ${variable}`);
    return [variable, value];
  });
  return { ...environment, ...Object.fromEntries(given) };
}

/**
 * The functions of the template, each a copy by itself in a folder, as it lies on Lambda: with no package above it and
 * no `node_modules`.
 *
 * @param values Of the template's variables, by their name.
 * @param addresses Where each finds this machine's services.
 */
export function deployFunctions(
  { functions }: Deployment,
  values: Readonly<Record<string, string>>,
  addresses: Readonly<Record<FunctionName, Addresses>>,
  { freezes = false, mostProcesses = 4, onLog }: FunctionOptions,
): DeployedFunctions {
  const copies = mkdtempSync(join(tmpdir(), 'holdfast-functions-'));
  const deploy = (name: FunctionName): LambdaFunction => {
    const given = functions.get(name);
    if (!given) throw new Error(`the template has no function ${name}`);
    const built = join(root, given.codeUri);
    if (!existsSync(built)) throw new Error(`${given.codeUri} is not there: npm run build:lambda makes it`);
    const folder = join(copies, name);
    cpSync(built, folder, { recursive: true });
    const { dynamodb, sns, connections } = addresses[name];
    const environment = {
      ...variablesOf(name, given, { HOLDFAST_CONNECTIONS_URL: connections, ...values }),
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
      AWS_ENDPOINT_URL_SNS: sns,
    };
    const { memoryMb, timeoutMs } = given;
    const log = (text: string): void => onLog?.(name, text);
    return new LambdaFunction({ name, folder, environment, memoryMb, timeoutMs, freezes, onLog: log }, mostProcesses);
  };
  const made = {
    http: deploy('http'),
    stream: deploy('stream'),
    websocket: deploy('websocket'),
    authorizer: deploy('authorizer'),
    sweep: deploy('sweep'),
  };
  return {
    ...made,
    async remove() {
      await Promise.all(Object.values(made).map((one) => one.kill()));
      rmSync(copies, { recursive: true, force: true });
    },
  };
}
