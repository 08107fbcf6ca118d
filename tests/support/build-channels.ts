import type { ChannelRow, ChannelsView } from '../../extensions/contracts/channels.ts';

const AT = '2026-11-21T12:00:00.000Z';

export function buildChannelRow(overrides: Partial<ChannelRow> = {}): ChannelRow {
  return {
    id: '0123456789abcdef', kind: 'telegram', name: 'Diretoria', state: 'on', place: 'api.telegram.org: -100', redacted: true, fault: null, faultAt: null,
    createdAt: AT, lastSentAt: AT, settings: { chatId: '-100' }, ...overrides,
  };
}

/** Two kinds, and one channel of the first. */
export function buildChannelsView(overrides: Partial<ChannelsView> = {}): ChannelsView {
  const field = { hint: null, choices: null, required: true };
  return {
    ok: true, asOf: AT, role: 'admin', channels: [buildChannelRow()],
    kinds: [
      { id: 'telegram', label: 'Telegram', reaches: 'place', fields: [{ ...field, id: 'token', label: 'Token', input: 'secret' }, { ...field, id: 'chatId', label: 'Chat', input: 'text' }] },
      { id: 'hubspot-task', label: 'Task', reaches: 'people', fields: [{ ...field, id: 'dueHours', label: 'Due', input: 'choice', choices: [{ value: '1', label: '1 h' }, { value: '4', label: '4 h' }] }] },
    ],
    ...overrides,
  };
}
