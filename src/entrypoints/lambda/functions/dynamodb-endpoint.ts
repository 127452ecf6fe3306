interface Place {
  readonly Region?: string | undefined;
  /** Where an address is given, as on one's own machine. */
  readonly Endpoint?: string | undefined;
}

/** Where AWS has another name than elsewhere. */
const ELSEWHERE: readonly (readonly [region: string, domain: string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['us-isof-', 'csp.hci.ic.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
];

function addressIn(region: string): string {
  const [, domain = 'amazonaws.com'] = ELSEWHERE.find(([prefix]) => region.startsWith(prefix)) ?? [];
  return `https://dynamodb.${region}.${domain}`;
}

/**
 * Where DynamoDB is, for bundles, in place of the SDK's module of that name: that one goes through a graph of rules for
 * each request. By our settings, which ask for no other kind of address, this is what comes of them.
 */
export const defaultEndpointResolver = ({ Region = '', Endpoint }: Place) => ({
  url: new URL(Endpoint ?? addressIn(Region)),
  headers: {},
  properties: {},
});
