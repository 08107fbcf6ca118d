import type { Check, SourceState } from '../../../extensions/contracts/settings.ts';
import type { ConnectionFacts, SourceFacts, WeightsFacts } from './questions.ts';

/** Polls run every minute; after this long without one something is wrong. */
const POLL_LATE_MS = 30 * 60_000;
/** Surveys are not answered every day; a week without a delivery is worth a look. */
const SILENT_MS = 7 * 86_400_000;

/** How a source does. */
export function sourceState(source: Pick<SourceFacts, 'paused' | 'lastError' | 'lastReceivedAt'> & { deliveries: { failed: number } }, now: Date): SourceState {
  if (source.paused) return 'paused';
  if (source.lastError !== null || source.deliveries.failed > 0) return 'failing';
  if (source.lastReceivedAt === null) return 'never';
  return now.getTime() - source.lastReceivedAt.getTime() > SILENT_MS ? 'silent' : 'receiving';
}

/** The set-up checklist, in the order in which one works through it. */
export function checklist(connection: ConnectionFacts, sources: readonly SourceFacts[], weights: Pick<WeightsFacts, 'version' | 'versions'>, now: Date): Check[] {
  const { objects, state } = connection;
  const read = objects.filter((object) => object.phase !== 'skipped');
  const importing = read.length === 0 || read.some((object) => object.phase === 'importing');
  const late = state !== 'active' || read.some((object) => now.getTime() - object.updatedAt.getTime() > POLL_LATE_MS);
  const connected = state === 'active';
  return [
    { id: 'connected', state: connected ? 'done' : 'trouble' },
    { id: 'scopes', state: connection.scopes.some((scope) => scope.required && !scope.granted) ? 'trouble' : 'done' },
    { id: 'properties', state: connection.properties.drift.length > 0 ? 'trouble' : objects.length === 0 ? 'waiting' : 'done' },
    { id: 'import', state: importing ? (connected ? 'waiting' : 'trouble') : 'done' },
    { id: 'polling', state: late && !(connected && importing) ? 'trouble' : importing ? 'waiting' : 'done' },
    { id: 'sources', state: ofSources(sources, connection, now) },
    { id: 'weights', state: weights.version === 0 ? 'waiting' : weights.versions[0]?.adoptedBy.startsWith('user:') ? 'done' : 'look' },
    { id: 'cards', state: 'look' },
  ];
}

/** HubSpot's own surveys are read without a source of answers being set up. */
function ofSources(sources: readonly SourceFacts[], { objects }: ConnectionFacts, now: Date): Check['state'] {
  const states = sources.map((source) => sourceState(source, now));
  if (states.includes('failing')) return 'trouble';
  const native = objects.some((object) => object.type === 'feedback_submissions' && object.phase === 'polling' && object.done > 0);
  if (native || states.includes('receiving')) return 'done';
  return states.includes('silent') ? 'look' : 'todo';
}
