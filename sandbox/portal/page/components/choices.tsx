import { useEffect, useId, useState, type ReactNode } from 'react';
import { usePortuguese } from '../host/tools.ts';
import { classes, size as shortSize } from './class-names.ts';
import { Field, type FieldProps } from './field.tsx';

type Value = string | number | boolean;
interface Option {
  label: string;
  value: Value;
}

/** A value the extension may or may not control. */
function useControlled<T>(value: T | undefined, first: T): [T, (next: T) => void] {
  const [own, setOwn] = useState(value ?? first);
  useEffect(() => {
    if (value !== undefined) setOwn(value);
  }, [value]);
  return [own, setOwn];
}

interface SelectProps extends FieldProps {
  value?: Value;
  onChange?: (value: Value) => void;
  options?: Option[];
  variant?: string;
}

export function Select({ value, onChange, options = [], variant = 'input', ...field }: SelectProps) {
  const [now, setNow] = useControlled<Value>(value, '');
  const choose = field.placeholder ?? (usePortuguese() ? 'Selecione' : 'Select');
  return (
    <Field field={field}>
      {(ids) => (
        <select
          {...ids}
          className={classes('x-input', 'x-select', variant === 'transparent' && 'x-select-plain')}
          name={field.name}
          disabled={field.readOnly}
          value={String(now)}
          onChange={(event) => {
            const picked = options.find((option) => String(option.value) === event.target.value);
            if (!picked) return;
            setNow(picked.value);
            onChange?.(picked.value);
          }}
        >
          {!options.some((option) => String(option.value) === String(now)) && <option value="">{choose}</option>}
          {options.map((option) => (
            <option key={String(option.value)} value={String(option.value)}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface MultiSelectProps extends FieldProps {
  value?: Value[];
  onChange?: (value: Value[]) => void;
  options?: Option[];
}

export function MultiSelect({ value, onChange, options = [], ...field }: MultiSelectProps) {
  const [now, setNow] = useControlled<Value[]>(value, []);
  return (
    <Field field={field}>
      {(ids) => (
        // A group may not be called required; its label says so.
        <div className="x-choices" role="group" {...ids} aria-required={undefined} aria-label={field.label}>
          {options.map((option) => (
            <Checkbox
              key={String(option.value)}
              checked={now.includes(option.value)}
              {...(field.readOnly && { readOnly: true })}
              onChange={(checked) => {
                const next = checked ? [...now, option.value] : now.filter((one) => one !== option.value);
                setNow(next);
                onChange?.(next);
              }}
            >
              {option.label}
            </Checkbox>
          ))}
        </div>
      )}
    </Field>
  );
}

interface CheckProps {
  checked?: boolean;
  initialIsChecked?: boolean;
  value?: string;
  name?: string;
  readOnly?: boolean;
  readonly?: boolean;
  description?: string;
  inline?: boolean;
  'aria-label'?: string;
  onChange?: (checked: boolean, value: string) => void;
  children?: ReactNode;
}

function Check({ kind, checked, initialIsChecked = false, value = '', name, description, inline, onChange, children, ...rest }: CheckProps & { kind: 'checkbox' | 'radio' }) {
  const [now, setNow] = useControlled(checked, initialIsChecked);
  return (
    <label className={classes('x-check', inline && 'x-check-inline')}>
      <input
        type={kind}
        name={name}
        value={value || 'on'}
        checked={now}
        disabled={Boolean(rest.readOnly ?? rest.readonly)}
        aria-label={rest['aria-label']}
        onChange={(event) => {
          setNow(event.target.checked);
          onChange?.(event.target.checked, value);
        }}
      />
      <span>
        {children}
        {description && <span className="x-microcopy x-block">{description}</span>}
      </span>
    </label>
  );
}

export function Checkbox(props: CheckProps) {
  return <Check kind="checkbox" {...props} />;
}

export function RadioButton(props: CheckProps) {
  return <Check kind="radio" {...props} />;
}

interface GroupProps extends FieldProps {
  toggleType?: 'checkboxList' | 'radioButtonList';
  options?: { label: string; value: string; initialIsChecked?: boolean; description?: string }[];
  value?: string[] | string;
  inline?: boolean;
  onChange?: (value: string[] | string) => void;
}

export function ToggleGroup({ toggleType = 'checkboxList', options = [], value, inline, onChange, ...field }: GroupProps) {
  const single = toggleType === 'radioButtonList';
  const first = options.filter((option) => option.initialIsChecked).map((option) => option.value);
  const [now, setNow] = useControlled<string[]>(value === undefined ? undefined : [value].flat(), first);
  const name = useId();
  function pick(option: string, checked: boolean): void {
    const next = single ? [option] : checked ? [...now, option] : now.filter((one) => one !== option);
    setNow(next);
    onChange?.(single ? option : next);
  }
  return (
    <Field field={field}>
      {(ids) => (
        <div className={classes('x-choices', inline && 'x-choices-inline')} role={single ? 'radiogroup' : 'group'} {...ids} aria-label={field.label}>
          {options.map((option) => (
            <Check
              key={option.value}
              kind={single ? 'radio' : 'checkbox'}
              name={field.name ?? name}
              value={option.value}
              checked={now.includes(option.value)}
              {...(option.description && { description: option.description })}
              onChange={(checked) => pick(option.value, checked)}
            >
              {option.label}
            </Check>
          ))}
        </div>
      )}
    </Field>
  );
}

interface ToggleProps {
  checked?: boolean;
  initialIsChecked?: boolean;
  label?: string;
  labelDisplay?: string;
  name?: string;
  size?: string;
  readOnly?: boolean;
  readonly?: boolean;
  textChecked?: string;
  textUnchecked?: string;
  onChange?: (checked: boolean) => void;
}

export function Toggle({ checked, initialIsChecked = false, label, labelDisplay = 'inline', name, size, onChange, ...rest }: ToggleProps) {
  const [now, setNow] = useControlled(checked, initialIsChecked);
  const text = now ? rest.textChecked : rest.textUnchecked;
  return (
    <label className={classes('x-toggle', `x-toggle-${labelDisplay}`, `x-toggle-${shortSize(size, 'md')}`)}>
      <input
        type="checkbox"
        role="switch"
        name={name}
        checked={now}
        disabled={Boolean(rest.readOnly ?? rest.readonly)}
        onChange={(event) => {
          setNow(event.target.checked);
          onChange?.(event.target.checked);
        }}
      />
      <span className="x-toggle-track" aria-hidden="true" />
      <span className={labelDisplay === 'hidden' ? 'x-hidden' : undefined}>{label}</span>
      {text && <span className="x-microcopy">{text}</span>}
    </label>
  );
}
