/** A place in the server's code where a test may ask for the process's death. */
export interface FailPoint {
  /** From the repository's root. */
  file: string;
  /** The process dies in front of this text, which the file holds once. */
  before: string;
  /** JavaScript: dies only where this holds; default always. */
  when?: string;
  /** True where a stream of webhooks does not come by: a figure of its own goes there. */
  apart?: true;
}

/**
 * The edges between what is stored, told and done. The server's code knows nothing of them: plant-fail-point.ts writes one
 * into the code as it is loaded, and nothing but the torture loads that (docs/decisions/0007).
 */
export const FAIL_POINTS: Readonly<Record<string, FailPoint>> = {
  'hook.verified': { file: 'src/server/surveys/routes.ts', before: '  const ids = taken.length === 0' },
  'hook.before-commit': { file: 'src/server/surveys/deliveries.ts', before: '  return kept.map((delivery) => delivery.deliveryId);' },
  'hook.committed': { file: 'src/server/surveys/routes.ts', before: "  deps.metrics.deliveries.inc({ state: 'received' });" },
  'hook.answered': { file: 'src/server/http/server.ts', before: "\n  };\n  const before = route.kind === 'public'", when: "route.kind === 'hook'" },
  'webhook.before-commit': { file: 'src/server/hubspot/webhooks/batches.ts', before: '    if (rows.length > 0) await deps.enqueue(tx, READ_JOB' },
  'webhook.committed': { file: 'src/server/hubspot/webhooks/routes.ts', before: "      return { status: 200, body: { status: 'stored' } };" },
  'batch.distributed': { file: 'src/server/hubspot/webhooks/batches.ts', before: "  await deps.db.withSystem('finish webhook batch'" },
  'events.followed': { file: 'src/server/hubspot/webhooks/follow.ts', before: '    await deps.db.withPortal(portalId, (tx) => finishEvents(' },
  'answer.recorded': { file: 'src/server/surveys/jobs.ts', before: '        if (done !== undefined) deps.metrics.deliveries.inc({ state: done.state });' },
  'score.saved': { file: 'src/server/platform/queue.ts', before: '  } catch (error) {\n    context.log.warn({ err: error }, \'A job failed', when: "job.name === 'health.recompute-answered'" },
  'write.accepted': { file: 'src/server/hubspot/write-behind.ts', before: "  if (result !== undefined && !result.ok && result.reason !== 'refused') {", when: 'result?.ok' },
  'trace.made': { file: 'src/server/handoff/perform.ts', before: "    if (made === 'forbidden') log.warn({ portalId }, 'HubSpot lets Baton write no tasks", apart: true },
  'bulletin.made': { file: 'src/server/bulletin/issues.ts', before: '    await advance(tx, one, day, now);', apart: true },
  'letter.taken': { file: 'src/server/alerts/deliver.ts', before: '  await deps.db.withPortal(portalId, (tx) => settle(tx, deps', apart: true },
};

/** What a process says last when it dies at a point. */
export const lastWords = (name: string): string => `It dies at ${name}.`;

/** The source with the death of its process at the point's n-th reaching. @throws where its place is not found exactly once. */
export function plant(source: string, name: string, nth: number): string {
  const { file, before, when = 'true' } = FAIL_POINTS[name]!;
  const [head, tail, ...others] = source.split(before);
  if (tail === undefined || others.length > 0) throw new Error(`${file} does not hold once: ${before}`);
  const reached = `(globalThis.failPointReached = (globalThis.failPointReached ?? 0) + 1) === ${nth}`;
  const die = `process.getBuiltinModule('node:fs').writeSync(2, '${lastWords(name)}\\n'); process.kill(process.pid, 'SIGKILL');`;
  return `${head}\nif ((${when}) && ${reached}) { ${die} }\n${before}${tail}`;
}
