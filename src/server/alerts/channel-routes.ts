import { z } from 'zod';
import * as contract from '../../../extensions/contracts/channels.ts';
import { Keyed } from '../../../extensions/contracts/settings.ts';
import { settingsDoor as door } from '../http/door.ts';
import type { CardRoute } from '../http/endpoint.ts';
import { addChannel, mendChannel, pauseChannel, removeChannel } from './channel-commands.ts';
import type { ChannelDeps } from './channel-questions.ts';
import { listChannels, openSettings } from './channel-store.ts';
import { testChannel } from './channel-test.ts';
import { channelsView } from './channel-view.ts';

const one = z.object({ channelId: z.string().regex(/^[0-9a-f]{16}$/) });

/** The settings page's doors for the channels that alerts go out by. */
export function channelRoutes(deps: ChannelDeps): CardRoute[] {
  const base = '/api/1/settings/channels';
  const add = `POST ${base}` as const;
  const mend = `POST ${base}/:channelId/settings` as const;
  const pause = `POST ${base}/:channelId/pause` as const;
  const remove = `POST ${base}/:channelId/remove` as const;
  const test = `POST ${base}/:channelId/test` as const;
  return [
    door(`GET ${base}`, {}, (request) =>
      deps.desk.answer(request, 'manager', async (tx, role) => {
        const rows = await listChannels(tx);
        return channelsView(rows.map((row) => ({ row, settings: openSettings(deps, row) })), { ...request, role, channels: deps.channels });
      }),
    ),
    door(add, { body: contract.AddChannel }, (request) => deps.desk.change(request, { level: 'admin', path: add }, (tx) => addChannel(tx, deps, request))),
    door(mend, { params: one, body: contract.MendChannel }, (request) =>
      deps.desk.change(request, { level: 'admin', path: mend }, (tx) => mendChannel(tx, deps, { ...request, channelId: request.params.channelId! })),
    ),
    door(pause, { params: one, body: contract.PauseChannel }, (request) =>
      deps.desk.change(request, { level: 'admin', path: pause }, (tx) => pauseChannel(tx, { ...request, channelId: request.params.channelId!, paused: request.body.paused })),
    ),
    door(remove, { params: one, body: Keyed }, (request) =>
      deps.desk.change(request, { level: 'admin', path: remove }, (tx) => removeChannel(tx, deps, { ...request, channelId: request.params.channelId! })),
    ),
    door(test, { params: one, body: Keyed }, (request) => testChannel(deps, request, test)),
  ];
}
