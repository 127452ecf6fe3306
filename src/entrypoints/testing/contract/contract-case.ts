/** One rule of a contract, as data: any runner can run it (`it(name, run, timeoutMs)` in vitest and jest). */
export interface ContractCase {
  readonly name: string;
  /** What it is about, such as `race` or `outbox`: to run a part of a contract. */
  readonly tags: readonly string[];
  /** How long it may take on a slow machine; nothing measures it but the runner it is given to. */
  readonly timeoutMs: number;
  /** Resolves when the rule holds; rejects with a `BrokenContract` that says what was found instead. */
  run(): Promise<void>;
}
