import { DateInput } from '@hubspot/ui-extensions';

/** As HubSpot's date input takes and gives it: `month` 0 for January. */
interface PickedDay {
  year: number;
  month: number;
  date: number;
}

interface DayInputProps {
  label: string;
  name: string;
  /** YYYY-MM-DD; null: none is picked. */
  day: string | null;
  onDay: (day: string | null) => void;
}

/** Picks a calendar day. */
export function DayInput({ label, name, day, onDay }: DayInputProps) {
  return <DateInput label={label} name={name} format="medium" value={day === null ? undefined : pickedOf(day)} onChange={(picked) => onDay(picked ? dayOf(picked) : null)} />;
}

function dayOf({ year, month, date }: PickedDay): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month + 1)}-${two(date)}`;
}

function pickedOf(day: string): PickedDay {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month: month - 1, date };
}
