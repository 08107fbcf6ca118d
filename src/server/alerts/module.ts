import type { Tx } from '../platform/db.ts';
import type { Deps, Room } from '../platform/deps.ts';
import { channelRoutes } from './channel-routes.ts';
import { listChannels } from './channel-store.ts';
import { loadChannels } from './channels/index.ts';
import { type AlertDeps, post, type Posting } from './deliver.ts';
import { alertJobs } from './jobs.ts';
import type { Letter } from './outbox.ts';
import type { AlertQuestions } from './questions.ts';

export interface AlertsRoom extends Room {
  /** For whoever has something to tell: letters go out once. */
  post(tx: Tx, portalId: number, letters: readonly Letter[], asked: Posting): Promise<void>;
  /** The account's channels as routing sees them. */
  channels(tx: Tx): Promise<{ channelId: string; kind: string; name: string; reaches: 'people' | 'place'; addresses: 'email' | 'owner' | null; state: 'on' | 'off' | 'disabled' }[]>;
}

/** Who is told what, by which channel: other rooms post letters, which go out once. */
export async function alertsRoom(deps: Deps, questions: AlertQuestions): Promise<AlertsRoom> {
  const inside: AlertDeps = { ...deps, ...questions, channels: await loadChannels() };
  return {
    name: 'alerts', jobs: alertJobs(inside), routes: channelRoutes(inside),
    post: (tx, portalId, letters, asked) => post(tx, inside, portalId, letters, asked),
    channels: async (tx) =>
      (await listChannels(tx)).flatMap(({ channel_id: channelId, kind, name, state }) => {
        const part = inside.channels.get(kind);
        return part === undefined ? [] : [{ channelId, kind, name, state, reaches: part.reaches, addresses: part.addresses }];
      }),
  };
}
