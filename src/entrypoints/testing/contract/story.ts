import type { ContractCase } from './contract-case.js';
import type { StoreCapabilities, StoreContractOptions, StoreUnderTest } from './store-under-test.js';

/** A case before it has a store. */
export interface Story {
  readonly name: string;
  readonly tags: readonly string[];
  readonly timeoutMs?: number;
  /** Left out for stores that do not promise this. */
  readonly needs?: keyof StoreCapabilities;
  tell(under: StoreUnderTest, capabilities: StoreCapabilities): Promise<void>;
}

export const toCase = ({ create, capabilities }: StoreContractOptions, story: Story): ContractCase => ({
  name: story.name,
  tags: story.tags,
  timeoutMs: story.timeoutMs ?? 10_000,
  async run() {
    const under = await create();
    try {
      await story.tell(under, capabilities);
    } finally {
      await under.dispose();
    }
  },
});
