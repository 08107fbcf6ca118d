import type { Language } from '../../../extensions/contracts/envelope.ts';
import { momentText } from '../lib/moment.ts';
import type { Message } from './message.ts';

/** What a test says: that it arrived, where, and how alerts will look. */
export function testMessage(language: Language, { channel, now, timeZone }: { channel: string; now: Date; timeZone: string }): Message {
  const when = momentText(now, language, timeZone);
  return language === 'pt-BR'
    ? {
        language, tone: 'neutral', title: 'Teste do Baton: este canal funciona', lead: null,
        facts: [{ label: 'Canal', value: channel }, { label: 'Enviado em', value: when }],
        quote: null, links: [], reason: 'Você recebe esta mensagem porque um administrador do Baton testou este canal.',
      }
    : {
        language, tone: 'neutral', title: 'Test from Baton: this channel works', lead: null,
        facts: [{ label: 'Channel', value: channel }, { label: 'Sent', value: when }],
        quote: null, links: [], reason: 'You get this message because a Baton admin tested this channel.',
      };
}
