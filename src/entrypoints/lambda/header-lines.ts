/** As API Gateway hands headers over to the functions of a WebSocket API; names are as the client wrote them. */
export interface HeaderLines {
  /** Of a name that came twice, the last value. */
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined;
  /** All values. */
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null | undefined;
}

/** Every value of a header, whichever way its name was spelled. */
export const linesOf = ({ headers, multiValueHeaders }: HeaderLines, name: string): readonly string[] =>
  Object.entries({ ...headers, ...multiValueHeaders })
    .filter(([given]) => given.toLowerCase() === name)
    .flatMap(([, values]) => values ?? []);
