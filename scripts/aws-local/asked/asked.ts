/** `action on resource`, the resource by its ARN. */
export type Permission = string;

/** What a role must allow for a request to be answered. */
export interface Asked {
  readonly permission: Permission;
  /** The partition keys of a table that it is about, which IAM calls leading keys; none elsewhere. */
  readonly keys: readonly string[];
}

/** A request to AWS, as far as IAM looks at it. */
export interface AwsRequest {
  readonly method: string;
  readonly path: string;
  readonly target: string | undefined;
  readonly body: string;
}
