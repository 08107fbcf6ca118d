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
  const first = dayText(value ?? defaultValue);
  return (
    <Field field={field}>
      {(ids) => (
        <input
          {...ids}
          key={first}
          className="x-input"
          type="date"
          name={field.name}
          defaultValue={first}
          min={dayText(min)}
          max={dayText(max)}
          readOnly={field.readOnly}
          onChange={(event) => {
            const [year, month, date] = event.target.value.split('-').map(Number);
            if (!year || !month || !date) return;
            onChange?.({ year, month: month - 1, date, formattedDate: event.target.value });
          }}
        />
      )}
    </Field>
  );
}

interface TimeProps extends FieldProps {
  value?: Time;
  defaultValue?: Time;
  onChange?: (time: Time) => void;
}

export function TimeInput({ value, defaultValue, onChange, ...field }: TimeProps) {
  const time = value ?? defaultValue;
  const first = time && `${two(time.hours)}:${two(time.minutes)}`;
  return (
    <Field field={field}>
      {(ids) => (
        <input
          {...ids}
          key={first}
          className="x-input"
          type="time"
          name={field.name}
          defaultValue={first}
          readOnly={field.readOnly}
          onChange={(event) => {
            const [hours, minutes] = event.target.value.split(':').map(Number);
            if (hours === undefined || minutes === undefined) return;
            onChange?.({ hours, minutes });
          }}
        />
      )}
    </Field>
  );
}
