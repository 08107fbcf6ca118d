/** Work on one portal takes turns in this process: what comes second finds the first one's work done. */
export interface Turns {
  busy(portalId: number): boolean;
  take(portalId: number, work: () => Promise<void>): Promise<void>;
}

/** Nobody's turn yet; one portal holds up no other. */
export function createTurns(): Turns {
  const last = new Map<number, Promise<void>>();
  return {
    busy: (portalId) => last.has(portalId),
    take(portalId, work) {
      const before = last.get(portalId)?.catch(() => undefined) ?? Promise.resolve();
      const mine = before.then(work).finally(() => {
        if (last.get(portalId) === mine) last.delete(portalId);
      });
      last.set(portalId, mine);
      return mine;
    },
  };
}
