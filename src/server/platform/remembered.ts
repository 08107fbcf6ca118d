/**
 * Answers a question about a portal from memory for `keptMs`: for what every card asks and what may be a little old.
 * A clock that goes back asks anew.
 */
export function remembered<T>(deps: { now: () => Date; keptMs: number }, read: (portalId: number, now: Date) => Promise<T>): (portalId: number) => Promise<T> {
  const known = new Map<number, { answer: T; until: number }>();
  return async function ask(portalId) {
    const now = deps.now();
    const hit = known.get(portalId);
    if (hit !== undefined && now.getTime() < hit.until && now.getTime() >= hit.until - deps.keptMs) return hit.answer;
    const answer = await read(portalId, now);
    known.set(portalId, { answer, until: now.getTime() + deps.keptMs });
    return answer;
  };
}
