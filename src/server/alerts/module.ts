import type { Deps, Room } from '../platform/deps.ts';
import type { ChannelTools } from './channel.ts';
import { listChannels } from './channel-store.ts';
import { loadChannels } from './channels/index.ts';
import { type AlertDeps, post } from './deliver.ts';
import { alertJobs } from './jobs.ts';
import type { AlertQuestions } from './questions.ts';
import type { Tx } from '../platform/db.ts';

export interface AlertsRoom extends Room {
  /** For whoever has something to tell: letters go out once. */
  post(...asked: Parameters<typeof post> extends [infer T, unknown, ...infer Rest] ? [tx: T, ...rest: Rest] : never): Promise<void>;
  /** The account's channels as routing sees them. */
  channels(tx: Tx): Promise<{ channelId: string; kind: string; name: string; reaches: 'people' | 'place'; addresses: 'email' | 'owner' | null; state: 'on' | 'off' | 'disabled' }[]>;
}

/** Who is told what, by which channel: letters are posted by other rooms and go out once. */
export async function alertsRoom(deps: Deps, questions: AlertQuestions, tools: Omit<ChannelTools, 'ensureEngagement'>): Promise<AlertsRoom> {
  const inside: AlertDeps = { ...deps, ...questions, channels: await loadChannels(), tools };
  return {
    name: 'alerts', jobs: alertJobs(inside), routes: [],
    post: (tx, ...rest) => post(tx, inside, ...rest),
    channels: async (tx) =>
      (await listChannels(tx)).flatMap(({ channel_id: channelId, kind, name, state }) => {
        const part = inside.channels.get(kind);
        return part === undefined ? [] : [{ channelId, kind, name, state, reaches: part.reaches, addresses: part.addresses }];
      }),
  };
}
