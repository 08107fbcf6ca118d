interface Waiting<I, O> {
  item: I;
  resolve: (output: O) => void;
  reject: (error: unknown) => void;
}

/**
 * Lets work of one kind go together: what arrives for a key while earlier work of that key is under way is done next, at
 * most `most` at once. Whoever comes alone waits for nobody. Where a whole lot fails each is tried alone, so that one that
 * cannot be done takes no other with it.
 * @param work answers one output for each item, in their order.
 */
export function createGather<I, O>(work: (key: number, items: readonly I[]) => Promise<readonly O[]>, most: number): (key: number, item: I) => Promise<O> {
  const queues = new Map<number, Waiting<I, O>[]>();

  async function drain(key: number, queue: Waiting<I, O>[]): Promise<void> {
    while (queue.length > 0) {
      const lot = queue.splice(0, most);
      if (!(await settle(key, lot)) && lot.length > 1) for (const one of lot) await settle(key, [one], true);
    }
    queues.delete(key);
  }

  /** @returns false where the lot failed and nobody was told yet. */
  async function settle(key: number, lot: Waiting<I, O>[], last = lot.length === 1): Promise<boolean> {
    try {
      const outputs = await work(key, lot.map(({ item }) => item));
      lot.forEach(({ resolve }, index) => resolve(outputs[index]!));
      return true;
    } catch (error) {
      if (last) for (const { reject } of lot) reject(error);
      return false;
    }
  }

  return function gather(key, item) {
    return new Promise((resolve, reject) => {
      const waiting = { item, resolve, reject };
      const queue = queues.get(key);
      if (queue !== undefined) return void queue.push(waiting);
      const fresh = [waiting];
      queues.set(key, fresh);
      void drain(key, fresh);
    });
  };
}
