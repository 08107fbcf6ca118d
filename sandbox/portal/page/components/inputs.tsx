import { useState } from 'react';
import { usePortuguese, useTools } from '../host/tools.ts';
import { Field, type FieldProps } from './field.tsx';
import { Icon } from './icon.tsx';

interface Handlers<V> {
  onChange?: (value: V) => void;
  onInput?: (value: V) => void;
  onBlur?: (value: V) => void;
  onFocus?: (value: V) => void;
}
interface TextInputProps extends FieldProps, Handlers<string> {
  value?: string;
  defaultValue?: string;
  type?: 'text' | 'password';
}

/** The text being typed; it follows `value` when the extension sets another one. */
function useDraft(value: string | undefined, first: string | undefined): [string, (text: string) => void] {
  const [draft, setDraft] = useState(value ?? first ?? '');
  const [given, setGiven] = useState(value);
  // While rendering, so that the page never shows the old text beside what came with the new one.
  if (value !== given) {
    setGiven(value);
    if (value !== undefined) setDraft(value);
  }
  return [draft, setDraft];
}

interface Typing {
  draft: string;
  /** A key was pressed. */
  set(text: string): void;
  /** What every element that takes a text gets: HubSpot tells the extension of each key, and of the whole when the field is left. */
  control: Pick<FieldProps, 'name' | 'readOnly' | 'placeholder'> & {
    className: string;
    value: string;
    onFocus(): void;
    onChange(event: { target: { value: string } }): void;
    onBlur(): void;
  };
}

function useTyping({ value, defaultValue, onChange, onInput, onBlur, onFocus, name, readOnly, placeholder }: TextInputProps): Typing {
  const [draft, setDraft] = useDraft(value, defaultValue);
  function set(text: string): void {
    setDraft(text);
    onInput?.(text);
  }
  function leave(): void {
    onChange?.(draft);
    onBlur?.(draft);
  }
  return {
    draft, set,
    control: { className: 'x-input', name, value: draft, readOnly, placeholder, onFocus: () => onFocus?.(draft), onChange: (event) => set(event.target.value), onBlur: leave },
  };
}

export function Input(props: TextInputProps) {
  const { control } = useTyping(props);
  return <Field field={props}>{(ids) => <input {...ids} {...control} type={props.type ?? 'text'} />}</Field>;
}

interface TextAreaProps extends TextInputProps {
  rows?: number;
  maxLength?: number;
  resize?: 'vertical' | 'horizontal' | 'both' | 'none';
}

export function TextArea({ rows = 3, maxLength, resize, ...props }: TextAreaProps) {
  const { control } = useTyping(props);
  return <Field field={props}>{(ids) => <textarea {...ids} {...control} rows={rows} maxLength={maxLength} style={{ resize }} />}</Field>;
}

export function SearchInput({ clearable = true, ...props }: TextInputProps & { clearable?: boolean }) {
  const { draft, set, control } = useTyping(props);
  const { label, placeholder, onChange } = props;
  const clear = usePortuguese() ? 'Limpar' : 'Clear';
  return (
    <Field field={props}>
      {(ids) => (
        <div className="x-search">
          <Icon name="search" size="xs" />
          <input
            {...ids}
            {...control}
            type="text"
            role="searchbox"
            aria-label={label ? undefined : placeholder}
            onKeyDown={(event) => event.key === 'Enter' && onChange?.(draft)}
          />
          {clearable && draft && (
            <button type="button" className="x-icon-button" aria-label={clear} onClick={() => (set(''), onChange?.(''))}>
              <Icon name="remove" size="xs" />
            </button>
          )}
        </div>
      )}
    </Field>
  );
}

interface NumberProps extends FieldProps, Handlers<number> {
  value?: number;
  defaultValue?: number;
  min?: number;
  max?: number;
  precision?: number;
  formatStyle?: 'decimal' | 'percentage';
  stepSize?: number;
  currency?: string;
}

function NumberField({ value, defaultValue, min, max, precision, onChange, onInput, onBlur, onFocus, prefix, suffix, stepSize, ...field }: NumberProps & { prefix?: string; suffix?: string }) {
  const [draft, setDraft] = useDraft(value?.toString(), defaultValue?.toString());
  const step = stepSize ?? (precision === undefined ? 'any' : 10 ** -precision);
  return (
    <Field field={field}>
      {(ids) => (
        <div className="x-affixed">
          {prefix && <span className="x-affix">{prefix}</span>}
          <input
            {...ids}
            className="x-input"
            type="number"
            name={field.name}
            min={min}
            max={max}
            step={step}
            value={draft}
            readOnly={field.readOnly}
            placeholder={field.placeholder}
            onFocus={() => onFocus?.(Number(draft))}
            onChange={(event) => {
              setDraft(event.target.value);
              if (event.target.value === '') return;
              onInput?.(event.target.valueAsNumber);
              if (stepSize) onChange?.(event.target.valueAsNumber);
            }}
            onBlur={() => {
              if (draft !== '') onChange?.(Number(draft));
              onBlur?.(Number(draft));
            }}
          />
          {suffix && <span className="x-affix">{suffix}</span>}
        </div>
      )}
    </Field>
  );
}

export function NumberInput({ formatStyle, ...props }: NumberProps) {
  return <NumberField {...props} {...(formatStyle === 'percentage' && { suffix: '%' })} />;
}

export function StepperInput({ stepSize = 1, ...props }: NumberProps) {
  return <NumberField {...props} stepSize={stepSize} />;
}

export function CurrencyInput({ currency, ...props }: NumberProps) {
  const tools = useTools();
  const code = currency ?? tools.currency;
  const format = new Intl.NumberFormat(tools.language, { style: 'currency', currency: code });
  const symbol = format.formatToParts(0).find((part) => part.type === 'currency')?.value ?? code;
  return <NumberField precision={2} {...props} prefix={symbol} />;
}
