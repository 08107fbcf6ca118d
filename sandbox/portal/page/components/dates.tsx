import { Field, type FieldProps } from './field.tsx';

interface Day {
  year: number;
  /** 0 to 11, as HubSpot counts. */
  month: number;
  date: number;
  formattedDate?: string;
}
interface Time {
  hours: number;
  minutes: number;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function dayText(day: Day | undefined): string | undefined {
  return day && `${day.year}-${two(day.month + 1)}-${two(day.date)}`;
}

interface DateProps extends FieldProps {
  value?: Day;
  defaultValue?: Day;
  min?: Day;
  max?: Day;
  onChange?: (day: Day) => void;
}

export function DateInput({ value, defaultValue, min, max, onChange, ...field }: DateProps) {
  function tell(text: string): void {
    const [year, month, date] = text.split('-').map(Number);
    if (year && month && date) onChange?.({ year, month: month - 1, date, formattedDate: text });
  }
  return <Picker field={field} type="date" first={dayText(value ?? defaultValue)} min={dayText(min)} max={dayText(max)} onText={tell} />;
}

interface TimeProps extends FieldProps {
  value?: Time;
  defaultValue?: Time;
  onChange?: (time: Time) => void;
}

export function TimeInput({ value, defaultValue, onChange, ...field }: TimeProps) {
  const time = value ?? defaultValue;
  function tell(text: string): void {
    const [hours, minutes] = text.split(':').map(Number);
    if (hours !== undefined && minutes !== undefined) onChange?.({ hours, minutes });
  }
  return <Picker field={field} type="time" first={time && `${two(time.hours)}:${two(time.minutes)}`} onText={tell} />;
}

interface PickerProps {
  field: FieldProps;
  type: 'date' | 'time';
  /** What it begins with; another value from the extension begins anew. */
  first: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
  onText(text: string): void;
}

/** The browser's own picker. */
function Picker({ field, first, onText, ...own }: PickerProps) {
  return (
    <Field field={field}>
      {(ids) => <input {...ids} {...own} key={first} className="x-input" name={field.name} defaultValue={first} readOnly={field.readOnly} onChange={(event) => onText(event.target.value)} />}
    </Field>
  );
}
