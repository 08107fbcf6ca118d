import { writtenDay } from '../calendar.ts';
import { daysInWords } from '../wording.ts';
import type { Signal } from './index.ts';

const DAY_MS = 86_400_000;
/** Within this rhythm a contact is as good as today's. */
const RHYTHM_DAYS = 14;
/** Beyond it the value halves every so many days of silence. */
const HALVING_DAYS = 30;

export const part: Signal = {
  id: 'contact-recency',
  label: { 'pt-BR': 'Contato recente', en: 'Recent contact' },
  defaultWeight: 15,
  halfLifeDays: null,
  evaluate({ company }, { now, dayOf }) {
    const at = company.lastContactAt;
    if (at === null || at > now) return null;
    const silentDays = Math.max(0, (now - at) / DAY_MS - RHYTHM_DAYS);
    return { value: 2 ** (-silentDays / HALVING_DAYS), confidence: 1, because: [Math.floor((now - at) / DAY_MS), dayOf(at)] };
  },
  say(language, [days = 0, day = 0]) {
    return language === 'pt-BR'
      ? `Último contato há ${daysInWords(language, days)}, em ${writtenDay(language, day)}`
      : `Last contact ${daysInWords(language, days)} ago, on ${writtenDay(language, day)}`;
  },
  missing(language) {
    return language === 'pt-BR'
      ? 'Nenhum contato datado: registre reuniões, ligações e e-mails no HubSpot'
      : 'No dated contact: log meetings, calls and e-mails in HubSpot';
  },
};
