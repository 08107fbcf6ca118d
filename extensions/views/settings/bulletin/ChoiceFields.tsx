import { Input, Select } from '@hubspot/ui-extensions';
import type { BulletinChoices, BulletinView, Schedule } from '../../../contracts/bulletin.ts';
import type { BulletinWording } from '../../../wording/settings/bulletin.ts';
import { Choice } from '../cases/Fields.tsx';
import { readChoices, scopesOf, valueOf } from './choices.ts';

interface ChoiceFieldsProps {
  view: BulletinView;
  choices: BulletinChoices;
  words: BulletinWording;
  onChange: (choices: BulletinChoices) => void;
}

/** When somebody gets the bulletin, in which language, of what and why. */
export function ChoiceFields({ view, choices, words, onChange }: ChoiceFieldsProps) {
  const { schedule } = choices;
  const scopes = scopesOf(view, choices.scope, words);
  const isWrong = readChoices(choices) === null;
  const set = (part: Partial<BulletinChoices>) => onChange({ ...choices, ...part });
  const plan = (part: Partial<Schedule>) => set({ schedule: { ...schedule, ...part } });
  return (
    <>
      <Choice label={words.frequency} name="frequency" names={words.frequencies} value={schedule.frequency} onValue={(frequency) => plan({ frequency })} />
      {schedule.frequency === 'weekly' && (
        <Select label={words.weekday} name="weekday" value={schedule.weekday} options={words.weekdays.map((label, index) => ({ value: index + 1, label }))} onChange={(day) => plan({ weekday: Number(day) })} />
      )}
      {schedule.frequency === 'monthly' && (
        <Select label={words.monthDay} name="monthDay" description={words.monthDayHint} value={schedule.monthDay} options={Array.from({ length: 31 }, (_, index) => ({ value: index + 1, label: String(index + 1) }))} onChange={(day) => plan({ monthDay: Number(day) })} />
      )}
      <Input label={words.time} name="time" required value={schedule.time} error={isWrong} {...(isWrong && { validationMessage: words.timeWrong })} onInput={(time) => plan({ time })} />
      <Select label={words.zone} name="zone" value={schedule.timeZone} options={[...new Set([schedule.timeZone, view.timeZone, ...view.zones])].map((value) => ({ value, label: value }))} onChange={(zone) => plan({ timeZone: String(zone) })} />
      <Choice label={words.language} name="language" names={words.languages} value={choices.language} onValue={(language) => set({ language })} />
      <Select label={words.scope} name="scope" value={valueOf(choices.scope)} options={scopes.map(({ value, label }) => ({ value, label }))} onChange={(chosen) => set({ scope: scopes.find(({ value }) => value === chosen)!.scope })} />
      <Input label={words.reason} name="reason" value={choices.reason} onInput={(reason) => set({ reason: reason.slice(0, 200) })} />
    </>
  );
}
