import type { BulletinChoices, Schedule } from '../../extensions/contracts/bulletin.ts';

/** Every day at eight, São Paulo's time. */
export function buildSchedule(overrides: Partial<Schedule> = {}): Schedule {
  return { frequency: 'daily', weekday: 1, monthDay: 1, time: '08:00', timeZone: 'America/Sao_Paulo', ...overrides };
}

/** A daily bulletin of everything, in Portuguese. */
export function buildChoices(overrides: Partial<BulletinChoices> = {}): BulletinChoices {
  return { schedule: buildSchedule(), language: 'pt-BR', scope: { kind: 'all' }, reason: '', ...overrides };
}
