import { addressesOf, type OnAsked } from './asked/addresses.ts';
import { type ConnectionsApi, startConnectionsApi } from './websocket/connections-api.ts';
import { deployFunctions, type DeployedFunctions, type FunctionOptions } from './deployed-functions.ts';
import { EventSourceMapping } from './stream/event-source-mapping.ts';
import { type HttpGateway, startHttpGateway } from './http/gateway.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { LiveConnections } from './websocket/connections.ts';
import { every } from './schedule.ts';
import { type TableOfItsOwn, tableOfItsOwn } from './table.ts';
import { deployment, type Mapping } from './template.ts';
import { startTopic, type Topic } from './sns/topic.ts';
import { Undoing } from './undoing.ts';
import { startWebSocketGateway, type WebSocketGateway } from './websocket/gateway.ts';

export interface ArrangementOptions extends FunctionOptions {
  readonly httpPort?: number | undefined;
  readonly webSocketPort?: number | undefined;
  /** Whose pages may call the HTTP API. Default: nobody's. */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Other values of the functions' variables. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** Other settings of the mapping than the template's. */
  readonly mapping?: Partial<Mapping> | undefined;
  /** `true`: the stream is read only from when somebody starts the mapping. */
  readonly isMappingPaused?: boolean | undefined;
  /** How often lapsed holds are swept; left out, only when somebody calls the function. */
  readonly sweepEveryMs?: number | undefined;
  /** Told of whatever the functions ask of AWS. */
  readonly onAsked?: OnAsked | undefined;
}

/** All that the template deploys, and AWS as far as that needs it, on this machine. */
export interface Arrangement {
  readonly table: TableOfItsOwn;
  readonly functions: DeployedFunctions;
  readonly http: HttpGateway;
  readonly webSocket: WebSocketGateway;
  readonly connections: LiveConnections;
  readonly connectionsApi: ConnectionsApi;
  readonly topic: Topic;
  readonly issuer: Issuer;
  readonly mapping: EventSourceMapping;
  stop(): Promise<void>;
}

/** Starts it on a table of its own, in the DynamoDB that the environment names, with the bundles as they are built. */
export async function startArrangement(options: ArrangementOptions = {}): Promise<Arrangement> {
  const undoing = new Undoing();
  try {
    return await start(options, undoing);
  } catch (error) {
    await undoing.all();
    throw error;
  }
}

async function start(options: ArrangementOptions, undoing: Undoing): Promise<Arrangement> {
  const { corsOrigins = [] } = options;
  const given = deployment();
  const table = undoing.add(await tableOfItsOwn(), (one) => one.drop());
  const topic = undoing.add(await startTopic(), (one) => one.stop());
  const issuer = undoing.add(await startIssuer(), (one) => one.close());
  const connections = new LiveConnections();
  const connectionsApi = undoing.add(await startConnectionsApi(connections), (one) => one.close());

  const values = {
    HOLDFAST_TABLE: table.tableName,
    HOLDFAST_TOPIC_ARN: topic.topicArn,
    HOLDFAST_JWT_ISSUER: issuer.issuer,
    HOLDFAST_JWT_AUDIENCE: issuer.audience,
    HOLDFAST_JWKS_URL: issuer.jwksUrl,
    HOLDFAST_UNKNOWN_SERVICES: 'default-policy',
    HOLDFAST_REQUIRE_IDEMPOTENCY_KEY: 'false',
    HOLDFAST_CORS_ORIGINS: corsOrigins.join(','),
    // Nobody here wants to wait for minutes to see that an event is parked.
    HOLDFAST_PARK_AFTER_SECONDS: '1',
    ...options.variables,
  };
  const services = { dynamodb: table.endpoint, sns: topic.endpoint, connections: connectionsApi.url };
  const addresses = await addressesOf(services, options.onAsked, undoing);
  const functions = undoing.add(deployFunctions(given, values, addresses, options), (all) => all.remove());

  const http = await startHttpGateway({
    port: options.httpPort,
    routes: given.httpApi.routes,
    cors: given.httpApi.corsFor(corsOrigins),
    claimsIn: (authorization) => issuer.claimsIn(authorization),
    invoke: (event) => functions.http.invoke(event),
  });
  undoing.add(http, (one) => one.close());
  const webSocket = await startWebSocketGateway({
    port: options.webSocketPort,
    connections,
    authorize: (event) => functions.authorizer.invoke(event),
    invoke: (event) => functions.websocket.invoke(event),
  });
  undoing.add(webSocket, (one) => one.close());

  const mapping = new EventSourceMapping(table.streams, table.streamArn, { ...given.mapping, ...options.mapping }, (event) =>
    functions.stream.invoke(event),
  );
  undoing.add(mapping, (one) => one.stop());
  if (options.isMappingPaused !== true) mapping.start();
  if (options.sweepEveryMs !== undefined) undoing.add(every(options.sweepEveryMs, functions.sweep), (end) => end());
  return {
    table,
    functions,
    http,
    webSocket,
    connections,
    connectionsApi,
    topic,
    issuer,
    mapping,
    stop: () => undoing.all(),
  };
}
